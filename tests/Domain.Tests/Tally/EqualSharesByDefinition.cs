using System.Numerics;
using Participation.Tally;

namespace Participation.Domain.Tests.Tally;

/// <summary>
/// The Method of Equal Shares written straight from its definition, voter by voter, with nothing but exact fractions:
/// slow, and easy to believe.
/// </summary>
internal sealed class EqualSharesByDefinition(Election election, Utility utility)
{
    private readonly Scores _scores = Scores.Of(election);
    private readonly List<long[]> _points = [.. election.Ballots.Select(ballot => PointsOn(ballot, election))];

    public Fraction EqualShare => _points.Count == 0 ? 0 : new Fraction(election.Budget, _points.Count);

    /// <returns>What was funded in order, with what a point paid, and what each voter has left.</returns>
    public (List<(int Project, Fraction PerPoint)> Rounds, Fraction[] Left) Run(Fraction share)
    {
        var money = Enumerable.Repeat(share, _points.Count).ToArray();
        var rounds = new List<(int, Fraction)>();
        while (true)
        {
            var next = Enumerable.Range(0, election.Candidates.Count)
                .Where(c => _scores.PointsOf(c) > 0 && rounds.TrueForAll(round => round.Item1 != c) && Total(c, money) >= Cost(c))
                .Select(c => (Project: c, PerPoint: PerPoint(c, money)))
                .OrderBy(offer => offer.PerPoint / (utility == Utility.Cost ? Cost(offer.Project) : 1))
                .ThenBy(offer => offer.Project, new TieRule(election, _scores))
                .Select(offer => ((int, Fraction)?)offer)
                .FirstOrDefault();
            if (next is not var (project, perPoint))
            {
                return (rounds, money);
            }

            rounds.Add((project, perPoint));
            for (var voter = 0; voter < money.Length; voter++)
            {
                money[voter] -= Fraction.Min(money[voter], perPoint * _points[voter][project]);
            }
        }
    }

    /// <returns>What is funded where shares are raised by <paramref name="step"/>, how often, and the last share.</returns>
    public (List<(int Project, Fraction PerPoint)> Rounds, long Increments, Fraction PerVoter) Raised(Completion completion, Fraction step)
    {
        var best = Run(EqualShare).Rounds;
        var share = completion == Completion.Add1Official ? new Fraction((EqualShare / step).Floor(), 1) * step : EqualShare;
        for (var increments = 0L; ; increments++, share += step)
        {
            var left = election.Budget - best.Sum(round => Cost(round.Project));
            var others = Enumerable.Range(0, election.Candidates.Count).Where(c => _scores.PointsOf(c) > 0 && best.TrueForAll(round => round.Project != c));
            if (completion == Completion.None || !others.Any(c => completion == Completion.Add1Official || Cost(c) <= left))
            {
                return (best, increments, share);
            }

            var next = Run(share + step).Rounds;
            if (next.Sum(round => Cost(round.Project)) > election.Budget)
            {
                return (best, increments, share);
            }

            best = next;
        }
    }

    // Sorted by what a point of theirs could pay, those with least give all they have until the others can pay the rest.
    private Fraction PerPoint(int project, Fraction[] money)
    {
        var supporters = Enumerable.Range(0, money.Length)
            .Where(voter => _points[voter][project] > 0)
            .OrderBy(voter => money[voter] / _points[voter][project])
            .ToList();
        Fraction missing = Cost(project);
        var points = supporters.Aggregate(BigInteger.Zero, (sum, voter) => sum + _points[voter][project]);
        foreach (var voter in supporters)
        {
            var perPoint = missing / new Fraction(points, 1);
            if (money[voter] >= perPoint * _points[voter][project])
            {
                return perPoint;
            }

            missing -= money[voter];
            points -= _points[voter][project];
        }

        throw new InvalidOperationException("They did not have it.");
    }

    private Fraction Total(int project, Fraction[] money) =>
        Enumerable.Range(0, money.Length).Where(voter => _points[voter][project] > 0).Aggregate(Fraction.Zero, (sum, voter) => sum + money[voter]);

    private long Cost(int project) => election.Candidates[project].Cost;

    private static long[] PointsOn(Ballot ballot, Election election)
    {
        var points = new long[election.Candidates.Count];
        var longest = election.MaxLength ?? election.Ballots.Max(other => other.Choices.Length);
        for (var position = 0; position < ballot.Choices.Length; position++)
        {
            points[ballot.Choices[position]] = election.Form == BallotForm.Ordinal ? Math.Max(0, longest - position) : ballot.Points?[position] ?? 1;
        }

        return points;
    }
}
