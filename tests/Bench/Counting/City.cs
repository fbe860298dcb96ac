using Participation.Pabulib;
using Participation.Tally;

namespace Participation.Bench.Counting;

/// <summary>An election to be counted again and again.</summary>
public sealed record City(string Name, Election Election)
{
    private const int Voters = 60_000;
    private const int Projects = 80;

    /// <summary>What the benchmarks run on.</summary>
    internal static IReadOnlyList<City> Asked { get; set; } = [Invented()];

    public override string ToString() => Name;

    /// <exception cref="PabulibException">The file is malformed.</exception>
    internal static City Read(string path)
    {
        var file = PabulibFile.Open(path);
        var election = file.ToElection();

        return new City(
            Path.GetFileNameWithoutExtension(path),
            new Election(election.Budget, election.Candidates, election.Form, [.. election.Ballots])
            {
                Decimals = election.Decimals,
                MaxLength = election.MaxLength,
                MinimumScore = election.MinimumScore,
            });
    }

    /// <summary>A city as large as they come: few projects are wanted by many, and many by few.</summary>
    private static City Invented()
    {
        var random = new Random(2026);
        var candidates = Enumerable.Range(1, Projects).Select(number => new Candidate($"{number}", random.Next(20, 1_000) * 1_000L)).ToList();
        var ballots = Enumerable.Range(0, Voters).Select(_ => new Ballot([.. Choices(random).Distinct()])).ToList();

        return new City("invented", new Election(candidates.Sum(candidate => candidate.Cost) / 2, candidates, BallotForm.Approval, ballots));
    }

    private static IEnumerable<int> Choices(Random random) =>
        Enumerable.Range(0, random.Next(1, 12)).Select(_ => (int)(Projects * Math.Pow(random.NextDouble(), 1.6)));
}
