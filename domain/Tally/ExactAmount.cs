using System.Globalization;
using System.Numerics;

namespace Participation.Tally;

/// <summary>A decimal number that is zero or more, kept as it was written: 1331751.11 is 133175111 with two decimals.</summary>
public readonly record struct ExactAmount
{
    /// <summary>Digits after the point.</summary>
    public const int MostDecimals = 18;

    private readonly long _digits;

    /// <param name="digits">All its digits, as one whole number.</param>
    /// <param name="decimals">How many of them stand after the point, 0 to 18.</param>
    public ExactAmount(long digits, int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, MostDecimals);

        while (decimals > 0 && digits % 10 == 0)
        {
            digits /= 10;
            decimals--;
        }

        (_digits, Decimals) = (digits, decimals);
    }

    /// <summary>Decimals it needs: 0 for 400000.00, 2 for 0.25.</summary>
    public int Decimals { get; }

    public bool IsZero => _digits == 0;

    /// <summary>Reads digits with at most one point among them. No sign, exponent or spaces.</summary>
    /// <returns>False where it is written otherwise.</returns>
    /// <exception cref="OverflowException">It is well written, and has more digits than 64 bits hold.</exception>
    public static bool TryParse(string text, out ExactAmount amount)
    {
        amount = default;
        var parts = text.Split('.');
        if (parts.Length > 2 || parts.Any(part => part.Length == 0 || !part.All(char.IsAsciiDigit)))
        {
            return false;
        }

        var fraction = parts.Length == 2 ? parts[1].TrimEnd('0') : "";
        if (fraction.Length > MostDecimals)
        {
            throw new OverflowException($"{text} has more than {MostDecimals} decimals.");
        }

        amount = new ExactAmount(long.Parse(parts[0] + fraction, NumberStyles.None, CultureInfo.InvariantCulture), fraction.Length);

        return true;
    }

    /// <summary>The same amount in units of 10^-<paramref name="decimals"/>: with 2, in cents.</summary>
    /// <exception cref="OverflowException">It has more decimals than that, or needs more than 64 bits.</exception>
    public long InUnits(int decimals)
    {
        if (decimals < Decimals)
        {
            throw new OverflowException($"{this} cannot be written with {decimals} decimals.");
        }

        var units = _digits;
        for (var missing = decimals - Decimals; missing > 0 && units > 0; missing--)
        {
            units = checked(units * 10);
        }

        return units;
    }

    /// <summary>The same amount in units of 10^-<paramref name="decimals"/>, whole or not.</summary>
    public Fraction InFractionsOfUnits(int decimals) => new(_digits * BigInteger.Pow(10, decimals), BigInteger.Pow(10, Decimals));

    /// <summary>As a plain number that JSON and Pabulib read: no grouping, no exponent, no zeros at the end of the decimals.</summary>
    public override string ToString()
    {
        var digits = _digits.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');

        return Decimals == 0 ? digits : $"{digits[..^Decimals]}.{digits[^Decimals..]}";
    }
}
