namespace Participation.Tally;

/// <summary>What is to be counted. Money is whole units of 10^-<see cref="Decimals"/>, so nothing is ever rounded.</summary>
public sealed class Election
{
    /// <param name="budget">What there is to spend, in units.</param>
    /// <param name="candidates">In the order that ballots refer to.</param>
    /// <param name="form">How the ballots are filled in.</param>
    /// <param name="ballots">
    /// Every ballot. It is read as a stream and never kept; a rule may read it more than once, and must meet the same
    /// ballots each time.
    /// </param>
    /// <exception cref="ArgumentException">An amount is not above zero, or two candidates have one id.</exception>
    public Election(long budget, IReadOnlyList<Candidate> candidates, BallotForm form, IEnumerable<Ballot> ballots)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(candidate.Cost, nameof(candidates));
            if (!ids.Add(candidate.Id))
            {
                throw new ArgumentException($"Two candidates have the id {candidate.Id}.", nameof(candidates));
            }
        }

        Budget = budget;
        Candidates = candidates;
        Form = form;
        Ballots = ballots;
    }

    public long Budget { get; }

    public IReadOnlyList<Candidate> Candidates { get; }

    public BallotForm Form { get; }

    public IEnumerable<Ballot> Ballots { get; }

    /// <summary>Digits after the point that one unit stands for: 2 where a unit is a cent, 0 where it is a euro.</summary>
    public int Decimals { get; init; }

    /// <summary>
    /// How many choices a ranking may have, which is what its first choice is worth. Null takes the longest ballot cast.
    /// A choice beyond it is worth nothing.
    /// </summary>
    public int? MaxLength { get; init; }

    /// <summary>The score that a project needs under the rules with a threshold.</summary>
    public long MinimumScore { get; init; }

    /// <summary>Units of this election as an amount of money.</summary>
    public ExactAmount AmountOf(long units) => new(units, Decimals);
}
