namespace Participation.Tally.Ranked;

/// <summary>
/// The Schulze method with winning votes: who beats another by a chain of majorities, the weakest of them stronger than in
/// any chain back, comes before it. It elects one, or puts all in an order.
/// </summary>
/// <remarks>Source: Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method", 2011.</remarks>
public static class Schulze
{
    public static SchulzeOutcome Count(RankedElection election)
    {
        var preferences = Preferences(election);
        var strengths = Strengths(preferences);

        return new SchulzeOutcome(election, preferences, strengths, Places(election, strengths));
    }

    private static long[][] Preferences(RankedElection election)
    {
        var count = election.Candidates.Count;
        var preferences = Square(count, (_, _) => 0);
        foreach (var ballot in election.Ballots)
        {
            var placeOf = Enumerable.Repeat(int.MaxValue, count).ToArray();
            foreach (var (place, candidates) in ballot.Places.Index())
            {
                foreach (var candidate in candidates)
                {
                    placeOf[candidate] = place;
                }
            }

            for (var one = 0; one < count; one++)
            {
                for (var other = 0; other < count; other++)
                {
                    preferences[one][other] += placeOf[one] < placeOf[other] ? ballot.Voters : 0;
                }
            }
        }

        return preferences;
    }

    /// <summary>For each pair, the strength of the strongest chain; a chain is as strong as its weakest majority.</summary>
    private static long[][] Strengths(long[][] preferences)
    {
        var count = preferences.Length;
        var strengths = Square(count, (one, other) => preferences[one][other] > preferences[other][one] ? preferences[one][other] : 0);
        for (var over = 0; over < count; over++)
        {
            for (var one = 0; one < count; one++)
            {
                for (var other = 0; other < count; other++)
                {
                    strengths[one][other] = Math.Max(strengths[one][other], Math.Min(strengths[one][over], strengths[over][other]));
                }
            }
        }

        return strengths;
    }

    private static List<IReadOnlyList<int>> Places(RankedElection election, long[][] strengths)
    {
        var places = new List<IReadOnlyList<int>>();
        var left = Enumerable.Range(0, strengths.Length).ToList();
        while (left.Count > 0)
        {
            var unbeaten = left.Where(one => left.TrueForAll(other => strengths[other][one] <= strengths[one][other])).OrderBy(one => election.Lot[one]).ToList();
            places.Add(unbeaten);
            left.RemoveAll(unbeaten.Contains);
        }

        return places;
    }

    private static long[][] Square(int count, Func<int, int, long> value) =>
        [.. Enumerable.Range(0, count).Select(one => Enumerable.Range(0, count).Select(other => value(one, other)).ToArray())];
}

/// <param name="Election">What was counted.</param>
/// <param name="Preferences">For each pair, voters who like the first better.</param>
/// <param name="Strengths">For each pair, how strong the strongest chain of majorities from the first to the second is; 0 where there is none.</param>
/// <param name="Places">From first to last. Several in one place beat each other nowhere; they stand in the order of the lot.</param>
public sealed record SchulzeOutcome(
    RankedElection Election,
    IReadOnlyList<IReadOnlyList<long>> Preferences,
    IReadOnlyList<IReadOnlyList<long>> Strengths,
    IReadOnlyList<IReadOnlyList<int>> Places)
{
    /// <summary>All of them, one after the other, the lot deciding between equals.</summary>
    public IEnumerable<string> Order => Places.SelectMany(place => place).Select(candidate => Election.Candidates[candidate]);
}
