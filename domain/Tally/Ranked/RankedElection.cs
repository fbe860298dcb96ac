namespace Participation.Tally.Ranked;

/// <summary>An election of people or options that are ranked; nothing is paid for.</summary>
public sealed class RankedElection
{
    /// <param name="candidates">Their public ids.</param>
    /// <param name="ballots">Every ballot.</param>
    /// <param name="lot">All ids in the order of a lot drawn in public, see <see cref="DrawnLot"/>: who comes first is favoured between equals.</param>
    /// <exception cref="ArgumentException">An id is there twice, the lot names others, or a ballot names one that does not stand or one twice.</exception>
    public RankedElection(IReadOnlyList<string> candidates, IReadOnlyList<RankedBallot> ballots, IReadOnlyList<string> lot)
    {
        if (candidates.Distinct(StringComparer.Ordinal).Count() != candidates.Count)
        {
            throw new ArgumentException("Two candidates have one id.", nameof(candidates));
        }

        if (!lot.Order(StringComparer.Ordinal).SequenceEqual(candidates.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            throw new ArgumentException("The lot names every candidate once, and nobody else.", nameof(lot));
        }

        foreach (var ballot in ballots)
        {
            var named = ballot.Places.SelectMany(place => place).ToList();
            if (named.Distinct().Count() != named.Count || named.Exists(candidate => candidate < 0 || candidate >= candidates.Count))
            {
                throw new ArgumentException("A ballot names a candidate that does not stand, or one twice.", nameof(ballots));
            }
        }

        Candidates = candidates;
        Ballots = ballots;
        Lot = [.. candidates.Select(id => lot.Index().First(pair => pair.Item == id).Index)];
    }

    public IReadOnlyList<string> Candidates { get; }

    public IReadOnlyList<RankedBallot> Ballots { get; }

    /// <summary>How many ballots there are, those that list nobody too.</summary>
    public long Voters => Ballots.Sum(ballot => ballot.Voters);

    /// <summary>For each candidate, its position in the lot.</summary>
    internal IReadOnlyList<int> Lot { get; }
}

/// <summary>How one voter, or several who said the same, ranked the candidates.</summary>
/// <param name="Places">From the best liked down, as positions in <see cref="RankedElection.Candidates"/>; those in one place are liked the same. Who is not listed is liked less than all who are.</param>
/// <param name="Voters">How many said so.</param>
public sealed record RankedBallot(IReadOnlyList<IReadOnlyList<int>> Places, long Voters = 1)
{
    /// <summary>A ranking without equals.</summary>
    public static RankedBallot Of(IEnumerable<int> order, long voters = 1) => new([.. order.Select(candidate => (IReadOnlyList<int>)[candidate])], voters);
}
