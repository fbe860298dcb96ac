using Participation.Tally;
using Xunit;
using static Participation.Domain.Tests.Support.Properties;

namespace Participation.Domain.Tests.Tally;

/// <summary>What is true of every rule, or of all of a kind.</summary>
public class CountingRuleTests
{
    private const long Many = 2_000;

    [Fact]
    public void The_order_of_voters_and_projects_changes_nothing() => Holds(SmallElections.Shuffled(), pair =>
    {
        foreach (var rule in Everyone())
        {
            var (one, other) = (rule.Count(pair.One), rule.Count(pair.Other));

            Assert.Equal(one.ChosenIds, other.ChosenIds);
            Assert.Equal(Told(one), Told(other));
        }
    });

    [Theory]
    [InlineData(7)]
    [InlineData(100_000_000_000)]
    public void Multiplying_all_money_changes_nothing_else(long times) => Holds(SmallElections.Any(), election =>
    {
        var dearer = election.With([.. election.Candidates.Select(c => c with { Cost = c.Cost * times })], budget: election.Budget * times);
        foreach (var rule in Everyone())
        {
            var (one, other) = (rule.Count(election), Times(rule, times).Count(dearer));

            Assert.Equal(one.ChosenIds, other.ChosenIds);
            Assert.Equal(one.Spent * times, other.Spent);
            Assert.Equal(one.Payments?.Increments, other.Payments?.Increments);
            Assert.Equal(one.Payments?.Rounds.Select(round => round.PerPoint * times), other.Payments?.Rounds.Select(round => round.PerPoint));
        }
    });

    [Fact]
    public void What_is_funded_fits_and_verdicts_say_so() => Holds(SmallElections.Any(), election =>
    {
        foreach (var rule in Everyone())
        {
            var outcome = rule.Count(election);

            Assert.True(outcome.Left >= 0);
            Assert.Equal(outcome.Chosen.Order(), outcome.Verdicts.Where(v => v.Reason == Reason.Chosen).Select(v => v.Candidate));
            Assert.All(outcome.Verdicts, verdict => Assert.Equal(verdict.Reason == Reason.Chosen, outcome.RemedyFor(verdict.Candidate) is null));
        }
    });

    [Fact]
    public void What_would_have_had_a_project_chosen_does_so_and_a_little_more_would_not() => Holds(SmallElections.Any(), election =>
    {
        foreach (var rule in Everyone().Where(rule => rule is Greedy or EqualShares { Completion: Completion.None, UnlessGreedyPreferred: false }))
        {
            var outcome = rule.Count(election);
            foreach (var verdict in outcome.Verdicts.Where(verdict => verdict.Reason != Reason.Chosen))
            {
                var cost = election.Candidates[verdict.Candidate].Cost;
                var greatest = Enumerable.Range(1, (int)cost - 1).LastOrDefault(lower => IsChosenAt(lower));

                Assert.Equal((rule.Name, greatest), (rule.Name, outcome.RemedyFor(verdict.Candidate)!.Cost ?? 0));

                bool IsChosenAt(long lower) => rule
                    .Count(election.With([.. election.Candidates.Select((c, i) => i == verdict.Candidate ? c with { Cost = lower } : c)]))
                    .Chosen.Contains(verdict.Candidate);
            }
        }
    });

    [Fact]
    public void More_supporters_would_have_had_a_project_chosen_by_points_and_one_fewer_would_not() => Holds(SmallElections.Any(), election =>
    {
        foreach (var rule in Everyone().OfType<Greedy>().Where(_ => election is { Form: BallotForm.Approval or BallotForm.ChooseOne }))
        {
            var outcome = rule.Count(election);
            foreach (var verdict in outcome.Verdicts.Where(verdict => verdict.Reason != Reason.Chosen))
            {
                var supporters = outcome.RemedyFor(verdict.Candidate)!.Supporters;

                Assert.True(supporters is { } enough ? IsChosenBy(enough) : !IsChosenBy(Many));
                Assert.False(supporters > 1 && IsChosenBy(supporters.Value - 1));

                bool IsChosenBy(long more) => rule
                    .Count(election.With(ballots: [.. election.Ballots, .. Enumerable.Repeat(new Ballot([verdict.Candidate]), (int)more)]))
                    .Chosen.Contains(verdict.Candidate);
            }
        }
    });

    [Fact]
    public void Greedy_leaves_out_no_fitting_project_with_points() => Holds(SmallElections.Any(), election =>
    {
        foreach (var rule in new ICountingRule[] { new Greedy(), new Greedy { ByDensity = true }, new EqualShares { ThenGreedy = true } })
        {
            var outcome = rule.Count(election);

            Assert.All(outcome.Verdicts.Where(v => v.Reason is not (Reason.Chosen or Reason.NobodyChoseIt)), verdict =>
                Assert.True(election.Candidates[verdict.Candidate].Cost > outcome.Left));
        }
    });

    private static IEnumerable<ICountingRule> Everyone() =>
    [
        .. Rules.Names.Select(Rules.Named),
        .. EqualSharesTests.Variants,
        new EqualShares { ThenGreedy = true },
        new EqualShares { ThenGreedy = true, UnlessGreedyPreferred = true },
    ];

    private static ICountingRule Times(ICountingRule rule, long times) =>
        rule is EqualShares shares ? shares with { Increment = new ExactAmount(times, 0) } : rule;

    private static IEnumerable<(string, Reason, long, Remedy?)> Told(Outcome outcome) => outcome.Verdicts
        .Select(verdict => (outcome.Election.Candidates[verdict.Candidate].Id, verdict.Reason, verdict.Left, outcome.RemedyFor(verdict.Candidate)))
        .OrderBy(told => told.Id, StringComparer.Ordinal);
}
