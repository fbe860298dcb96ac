using System.Globalization;

namespace Participation.Web.Foundation;

/// <summary>Amounts as people type them: <c>12 500</c>, <c>12500,50</c>, <c>12,500.50 €</c>.</summary>
public static class TypedMoney
{
    /// <summary>Beyond this no town's budget goes, and sums stay far from what a number can hold.</summary>
    private const decimal Most = 1_000_000_000_000m;

    /// <param name="text">A comma or a point before one or two digits at the end parts the cents; elsewhere it parts the thousands.</param>
    /// <param name="minor">Minor units, zero or more.</param>
    public static bool TryRead(string? text, out long minor)
    {
        minor = 0;
        var digits = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('€' or '\u202f' or '\u00a0')));
        var cut = digits.LastIndexOfAny([',', '.']);
        var (whole, cents) = cut >= 0 && digits.Length - cut - 1 <= 2 ? (digits[..cut], digits[(cut + 1)..]) : (digits, "");
        if (!AreThousandsWell(whole))
        {
            return false;
        }

        whole = whole.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        if (whole.Length == 0 || !decimal.TryParse($"{whole}.{cents.PadRight(2, '0')}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount > Most)
        {
            return false;
        }

        minor = (long)(amount * Money.MinorPerUnit);
        return true;
    }

    /// <summary>Why the text in this field is no amount.</summary>
    public static Refusal Unreadable(string field) => new("money_unreadable") { Field = field };

    /// <summary>As one would type it.</summary>
    public static string Write(long minor, CultureInfo culture) =>
        (minor / (decimal)Money.MinorPerUnit).ToString(minor % Money.MinorPerUnit == 0 ? "0" : "0.00", culture);

    /// <summary>Groups of three after the first: 12,50,0 is a slip of the finger, not an amount.</summary>
    private static bool AreThousandsWell(string whole)
    {
        var groups = whole.Split(',', '.');
        return groups.Length == 1 || groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(g => g.Length == 3);
    }
}
