using System.Globalization;
using Participation.Board;
using Participation.Budgets;

namespace Participation.Polling;

/// <summary>What a paper turned out to be.</summary>
public enum SheetKind
{
    /// <summary>A ballot that counts.</summary>
    Valid = 0,

    /// <summary>Nothing is on it.</summary>
    Blank = 1,

    /// <summary>It cannot be counted: beyond the rules, torn, or signed.</summary>
    Spoilt = 2,
}

/// <summary>
/// A paper as someone reads it. Typed as project numbers, <c>3 7 12</c>; with points or marks <c>3:4 7:6</c>; in a ranking
/// the best liked first; or as one letter, <c>b</c> for blank and <c>n</c> for null.
/// </summary>
/// <param name="Kind">Of the paper.</param>
/// <param name="Choices">None unless it is valid; by number, unless the order says something.</param>
public sealed record Sheet(SheetKind Kind, IReadOnlyList<ProjectChoice> Choices)
{
    private static readonly string[] BlankWords = ["b", "blanc", "blank"];
    private static readonly string[] SpoiltWords = ["n", "nul", "spoilt"];
    private static readonly char[] Gaps = [' ', '\t', ',', ';', '\u00a0'];

    public static readonly Sheet Blank = new(SheetKind.Blank, []);

    public static readonly Sheet Spoilt = new(SheetKind.Spoilt, []);

    /// <param name="typed">As above.</param>
    /// <param name="budget">With its projects.</param>
    /// <exception cref="RefusedException">It cannot be read, or it makes no ballot; see <see cref="Budget.WhyNotChoose"/>.</exception>
    public static Sheet Read(string? typed, Budget budget)
    {
        var words = (typed ?? "").Split(Gaps, StringSplitOptions.RemoveEmptyEntries);
        if (words is [var word])
        {
            if (BlankWords.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                return Blank;
            }

            if (SpoiltWords.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                return Spoilt;
            }
        }

        var choices = words.Select(ReadChoice).ToList();
        RefusedException.ThrowIf(choices.Count == 0 ? PollingRefusals.SheetUnreadable : null);
        // The sentence stands at the field in which papers are typed.
        RefusedException.ThrowIf(budget.WhyNotChoose(choices) is { } refusal ? refusal with { Field = PollingRefusals.SheetUnreadable.Field } : null);

        return new Sheet(SheetKind.Valid, budget.BallotRules is RankingForm ? choices : [.. choices.OrderBy(c => c.Project)]);
    }

    public bool Equals(Sheet? other) => other is not null && Kind == other.Kind && Choices.SequenceEqual(other.Choices);

    public override int GetHashCode() => Choices.Aggregate(HashCode.Combine(Kind), HashCode.Combine);

    /// <summary>As it may be typed again.</summary>
    public override string ToString() => Kind switch
    {
        SheetKind.Blank => BlankWords[0],
        SheetKind.Spoilt => SpoiltWords[0],
        _ => string.Join(' ', Choices.Select(c => c.Points is { } points ? string.Create(CultureInfo.InvariantCulture, $"{c.Project}:{points}") : c.Project.ToString(CultureInfo.InvariantCulture))),
    };

    private static ProjectChoice ReadChoice(string word)
    {
        int? points = null;
        var parts = word.Split(':');
        var isRead = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var project);
        if (isRead && parts.Length == 2)
        {
            isRead = int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given);
            points = given;
        }

        return isRead && parts.Length <= 2 ? new ProjectChoice(project, points) : throw new RefusedException(PollingRefusals.SheetUnreadable);
    }
}
