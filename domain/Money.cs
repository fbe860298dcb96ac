namespace Participation;

/// <summary>An exact amount of money.</summary>
/// <param name="Minor">Minor units (cents for EUR); may be negative in differences.</param>
/// <param name="Currency">ISO 4217 code, upper case.</param>
public readonly record struct Money(long Minor, string Currency)
{
    /// <summary>Minor units in one unit of any currency here. Currencies without cents are kept in hundredths too.</summary>
    public const long MinorPerUnit = 100;

    /// <summary>Digits after the point that a minor unit stands for.</summary>
    public const int Decimals = 2;

    public decimal Units => Minor / (decimal)MinorPerUnit;
}
