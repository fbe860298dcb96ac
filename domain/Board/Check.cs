using System.Globalization;
using Participation.Texts;

namespace Participation.Board;

/// <summary>What is checked of a finished election, in this order.</summary>
public enum CheckKind
{
    /// <summary>Every leaf can be read, and none is there twice.</summary>
    Log,

    /// <summary>The signed heads are those of this log, which only grew.</summary>
    Heads,

    /// <summary>Enough witnesses have countersigned the last head.</summary>
    Witnesses,

    /// <summary>Every ballot came in, was replaced or made void by someone who may, and once.</summary>
    Authorisations,

    /// <summary>The vote was closed, nothing came after, and the numbers agree with the roll.</summary>
    Close,

    /// <summary>The published ballots are those of the log: each standing leaf has one, and there are no others.</summary>
    Openings,

    /// <summary>Each ballot keeps to the form.</summary>
    Ballots,

    /// <summary>Counted again, it comes out the same.</summary>
    Outcome,

    /// <summary>What others hold, receipts and heads, agrees with this log.</summary>
    Evidence,
}

/// <summary>One check of a <see cref="Verification"/>.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Failures">What is wrong; empty where nothing is.</param>
/// <param name="Unsaid">
/// Why this could not be checked, or not all of it, or what passing does not mean: a code under <c>board.unsaid</c>; null
/// when there is nothing to add.
/// </param>
public sealed record Check(CheckKind Kind, IReadOnlyList<Failure> Failures, string? Unsaid)
{
    public bool Passed => Failures.Count == 0;

    /// <summary>What was checked, as a sentence.</summary>
    public string In(Language language) => language.Say($"board.check.{Kind.ToString().ToLowerInvariant()}");
}

/// <summary>Something that a check found wrong.</summary>
/// <param name="Kind">Which check.</param>
/// <param name="Code">Of the sentence, under <c>board.failure</c>.</param>
/// <param name="Values">What the sentence names between braces.</param>
public sealed record Failure(CheckKind Kind, string Code, params IReadOnlyList<(string Name, string Value)> Values)
{
    public string In(Language language) => language.Say($"board.failure.{Code}", [.. Values]);

    /// <summary>Something wrong with one leaf.</summary>
    internal static Failure At(CheckKind kind, string code, long leaf, Digest? commitment, params ReadOnlySpan<(string Name, string Value)> also) =>
        new(kind, code, [("leaf", leaf.ToString(CultureInfo.InvariantCulture)), ("commitment", commitment?.ToString() ?? "—"), .. also]);
}
