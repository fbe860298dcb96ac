namespace Participation.Tally;

/// <summary>How much of what they chose the voters of an outcome got.</summary>
/// <param name="Voters">At each number of chosen projects that a voter gave points, from zero up, how many voters got so many.</param>
/// <param name="Money">
/// At each of these numbers, what was spent on those voters together, in units: the cost of a chosen project is spent on
/// those who gave it points, by their points.
/// </param>
public sealed record Satisfaction(IReadOnlyList<long> Voters, IReadOnlyList<Fraction> Money)
{
    /// <summary>Every ballot, the empty ones too.</summary>
    public long Turnout => Voters.Sum();

    /// <summary>Voters with at least one chosen project.</summary>
    public long Served => Turnout == 0 ? 0 : Turnout - Voters[0];

    /// <summary>Of all voters, those with at least one chosen project: 0 to 1.</summary>
    public Fraction ShareServed => Turnout == 0 ? Fraction.Zero : new Fraction(Served, Turnout);

    /// <summary>Chosen projects that a voter gave points.</summary>
    public Fraction Average => Turnout == 0 ? Fraction.Zero : new Fraction(Voters.Index().Sum(pair => pair.Index * pair.Item), Turnout);

    /// <summary>Reads the ballots once, keeping none.</summary>
    public static Satisfaction Of(Outcome outcome)
    {
        var chosen = outcome.Chosen.ToHashSet();
        var voters = new List<long>();
        var given = new List<Dictionary<int, long>>();
        foreach (var ballot in outcome.Election.Ballots)
        {
            var got = outcome.PointsOn(ballot).Where(choice => chosen.Contains(choice.Key)).ToList();
            while (voters.Count <= got.Count)
            {
                voters.Add(0);
                given.Add([]);
            }

            voters[got.Count]++;
            foreach (var (candidate, points) in got)
            {
                given[got.Count][candidate] = given[got.Count].GetValueOrDefault(candidate) + points;
            }
        }

        return new Satisfaction(voters, [.. given.Select(points => Spent(points, outcome))]);
    }

    private static Fraction Spent(Dictionary<int, long> points, Outcome outcome) => points
        .Select(pair => new Fraction(pair.Value, outcome.Scores.PointsOf(pair.Key)) * outcome.Election.Candidates[pair.Key].Cost)
        .Aggregate(Fraction.Zero, (sum, spent) => sum + spent);
}
