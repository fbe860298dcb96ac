using System.Numerics;

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

    /// <summary>Groups of candidates of which only so many may be chosen; a candidate may be in several.</summary>
    /// <exception cref="ArgumentException">One names a candidate that does not stand.</exception>
    public IReadOnlyList<Group> Groups
    {
        get;
        init => field = Standing(value, value.SelectMany(group => group.Candidates));
    } = [];

    /// <summary>Parts of the budget that belong to some candidates first; see <see cref="ReservedPart"/>.</summary>
    /// <exception cref="ArgumentException">
    /// One names a candidate that does not stand, two name the same, or together they exceed the budget.
    /// </exception>
    public IReadOnlyList<ReservedPart> Reserved
    {
        get;
        init => field = WithinTheBudget(Standing(value, value.SelectMany(part => part.Candidates)));
    } = [];

    /// <summary>
    /// All ids in the order of a lot drawn in public (see <see cref="DrawnLot"/>): the last step of the tie rule. Null where
    /// none was drawn; then ids decide, byte by byte. Ids of others among them mean nothing.
    /// </summary>
    /// <exception cref="ArgumentException">A candidate is missing, or an id is there twice.</exception>
    public IReadOnlyList<string>? Lot
    {
        get;
        init => field = value is null || (value.Distinct(StringComparer.Ordinal).Count() == value.Count && !Candidates.Select(c => c.Id).Except(value, StringComparer.Ordinal).Any())
            ? value
            : throw new ArgumentException("The lot names every candidate, and none twice.", nameof(value));
    }

    /// <summary>Units of this election as an amount of money.</summary>
    public ExactAmount AmountOf(long units) => new(units, Decimals);

    /// <summary>A fraction of units as a fraction of the currency.</summary>
    public Fraction AmountOf(Fraction units) => units / new Fraction(BigInteger.Pow(10, Decimals), 1);

    /// <summary>What a choice is worth; for rankings without <see cref="MaxLength"/>, how far it is from the worth of the first.</summary>
    internal int PointsAt(Ballot ballot, int position) => Form switch
    {
        BallotForm.Ordinal when MaxLength is { } length => Math.Max(0, length - position),
        BallotForm.Ordinal => -position,
        _ => ballot.Points?[position] ?? 1,
    };

    private IReadOnlyList<T> Standing<T>(IReadOnlyList<T> value, IEnumerable<int> named) =>
        named.All(candidate => candidate >= 0 && candidate < Candidates.Count)
            ? value
            : throw new ArgumentException("It names a candidate that does not stand.", nameof(value));

    private IReadOnlyList<ReservedPart> WithinTheBudget(IReadOnlyList<ReservedPart> parts)
    {
        var left = Budget;
        var owned = new HashSet<int>();
        foreach (var part in parts)
        {
            if (part.Amount > left || !part.Candidates.All(owned.Add))
            {
                throw new ArgumentException("Reserved parts fit into the budget, and share no candidate.", nameof(parts));
            }

            left -= part.Amount;
        }

        return parts;
    }
}
