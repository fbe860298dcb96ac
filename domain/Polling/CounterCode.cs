using System.Security.Cryptography;

namespace Participation.Polling;

/// <summary>That a person may vote at the counter until some time. Found by a keyed hash of the code they were given.</summary>
public class CounterCode
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 8;
    private const int Group = 4;

    /// <summary>How long a code lets one in.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    private CounterCode()
    {
    }

    public byte[] Hash { get; private set; } = [];
    public Guid BudgetId { get; private set; }
    public Guid PersonId { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>A new one, such as <c>K7QM-2XWD</c>: letters and digits that are not taken for one another.</summary>
    public static string Draw() => Grouped(RandomNumberGenerator.GetString(Letters, Length));

    /// <summary>The code as it should be written; null where nothing like one was typed.</summary>
    public static string? Typed(string? text)
    {
        var letters = string.Concat((text ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();

        return letters.Length == Length && letters.All(Letters.Contains) ? Grouped(letters) : null;
    }

    private static string Grouped(string letters) => $"{letters[..Group]}-{letters[Group..]}";
}
