using System.Numerics;
using Participation.Tally;

namespace Participation.Budgets;

/// <summary>The rules that a result is put beside, and those a council may try.</summary>
public static class ComparedRules
{
    private const string UsualShares = "equal-shares utility=cost completion=add1 then=greedy";

    /// <summary>Every rule worth trying, in the order they are shown. How far shares are raised at a time depends on the election.</summary>
    public static IReadOnlyList<string> ToTry { get; } =
    [
        "greedy",
        "greedy-no-skip",
        "greedy-density",
        UsualShares,
        "equal-shares utility=cost completion=none then=greedy",
        "equal-shares utility=cost completion=none",
        "equal-shares utility=cardinality completion=add1 then=greedy",
        "equal-shares utility=cardinality completion=none then=greedy",
        "equal-shares utility=cardinality completion=none",
    ];

    /// <summary>Most points first, points for cost, and equal shares, without the one by which it was counted.</summary>
    public static IEnumerable<ICountingRule> BesideThat(Outcome outcome) =>
        new[] { "greedy", "greedy-density", UsualShares }
            .Where(rule => !IsLike(rule, outcome.Rule))
            .Select(rule => For(rule, outcome.Election, outcome.Scores.Ballots));

    /// <summary>The rule of this name; shares are raised by a thousandth at a time, rounded up to whole units of the currency.</summary>
    /// <exception cref="UnknownRuleException">No rule has this name.</exception>
    public static ICountingRule For(string rule, Election election, long ballots)
    {
        if (Rules.Named(rule) is not EqualShares shares)
        {
            return Rules.Named(rule);
        }

        var thousandth = new Fraction(election.Budget, Math.Max(1, ballots) * BigInteger.Pow(10, election.Decimals + 3));

        return shares with { Increment = new ExactAmount((long)thousandth.Ceiling(), 0), IncrementLimit = MostIncrements(ballots) };
    }

    // Each raise is a count, which takes longer the more ballots there are: it ends within half a minute.
    private static long MostIncrements(long ballots) => Math.Clamp(50_000_000 / Math.Max(1, ballots), 500, 5_000);

    // Another increment gives almost the same: two rows with one name would only puzzle.
    private static bool IsLike(string rule, string counted) =>
        rule == counted || (rule == UsualShares && Rules.Named(counted) is EqualShares { Utility: Utility.Cost, Completion: not Completion.None });
}
