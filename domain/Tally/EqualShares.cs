namespace Participation.Tally;

/// <summary>What a point is worth to the voter who gave it, which the Method of Equal Shares compares with what she pays.</summary>
public enum Utility
{
    /// <summary>The cost of the project: a voter wants as much money as possible spent on what she chose.</summary>
    Cost,

    /// <summary>One: a voter wants as many as possible of what she chose.</summary>
    Cardinality,
}

/// <summary>What becomes of money that the voters could not spend together.</summary>
public enum Completion
{
    /// <summary>It is left.</summary>
    None,

    /// <summary>
    /// The share of each voter is raised step by step, from the budget divided by the ballots, until nothing more would fit
    /// or the next step would spend more than the budget.
    /// </summary>
    Add1,

    /// <summary>
    /// The same from a share rounded down to a whole number of steps, and until the next step would spend more or all that
    /// have points are chosen.
    /// </summary>
    Add1Official,
}

/// <summary>
/// The Method of Equal Shares: each voter has the same share of the budget, and what is chosen is paid by those who chose
/// it. The next is always the project that costs its supporters the least for what it is worth to them.
/// </summary>
/// <remarks>
/// Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities", 2021;
/// <see cref="Utility.Cost"/> and <see cref="Completion.Add1Official"/> are the choices of equalshares.net.
/// </remarks>
public sealed record EqualShares : ICountingRule
{
    /// <summary>More steps than this mean that the step was meant to be larger.</summary>
    public const long MostIncrements = 1_000_000;

    /// <summary>How often a share may be raised before the count gives up.</summary>
    public long IncrementLimit { get; init; } = MostIncrements;

    public Utility Utility { get; init; }

    public Completion Completion { get; init; }

    /// <summary>By how much the share is raised at each step, in the currency: one unit of it, unless it says otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero.</exception>
    public ExactAmount Increment
    {
        get;
        init => field = value.IsZero ? throw new ArgumentOutOfRangeException(nameof(value)) : value;
    } = new(1, 0);

    /// <summary>What is left in the end is spent on the others, most points first.</summary>
    public bool ThenGreedy { get; init; }

    /// <summary>Most points first is the outcome instead, where more voters get more of what they chose by it.</summary>
    public bool UnlessGreedyPreferred { get; init; }

    public string Name => RuleText.Of(this);

    /// <exception cref="TooManyIncrementsException">The share would be raised more often than <see cref="IncrementLimit"/>.</exception>
    public Outcome Count(Election election) => PartByPart.Count(election, CountPot);

    private Outcome CountPot(Election election)
    {
        var electorate = Electorate.Of(election);
        var count = new SharesCount(electorate, election, new TieRule(election, electorate.Scores), Utility);
        var raised = Raise(election, electorate.Scores, count);
        count.Run(raised.Purse);

        return new SharesOutcome(this, election, electorate, count).Tell(raised);
    }

    private Raised Raise(Election election, Scores scores, SharesCount count)
    {
        var equal = scores.Ballots == 0 ? Fraction.Zero : new Fraction(election.Budget, scores.Ballots);
        if (Completion == Completion.None)
        {
            return new Raised(equal, equal, 0);
        }

        var step = Increment.InFractionsOfUnits(election.Decimals);
        var start = Completion == Completion.Add1 ? equal : new Fraction((equal / step).Floor(), 1) * step;
        var increments = 0L;
        count.Run(equal);
        while (HasMore(election, scores, count.Room) && count.Run(start + (step * (increments + 1))))
        {
            increments = increments < IncrementLimit ? increments + 1 : throw new TooManyIncrementsException(Increment, IncrementLimit);
        }

        var share = start + (step * increments);

        return new Raised(share, increments == 0 ? equal : share, increments);
    }

    /// <summary>Whether there is a reason to raise the share.</summary>
    private bool HasMore(Election election, Scores scores, Room room) =>
        Enumerable.Range(0, election.Candidates.Count).Any(c =>
            scores.PointsOf(c) > 0 && !room.IsTaken(c) && (Completion == Completion.Add1 ? room.Fits(c) : room.HasPlace(c)));
}

/// <summary>Where the raising of shares ended; see <see cref="Payments"/>.</summary>
internal readonly record struct Raised(Fraction PerVoter, Fraction Purse, long Increments);

/// <summary>The share would be raised so often that nobody can have meant it.</summary>
public sealed class TooManyIncrementsException(ExactAmount increment, long limit)
    : Exception($"Raising each share by {increment} at a time would take more than {limit} steps. Declare a larger increment.");
