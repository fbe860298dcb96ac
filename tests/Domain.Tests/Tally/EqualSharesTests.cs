using Participation.Tally;
using Xunit;
using static Participation.Domain.Tests.Support.Properties;
using static Participation.Domain.Tests.Tally.Elections;

namespace Participation.Domain.Tests.Tally;

public class EqualSharesTests
{
    internal static readonly EqualShares[] Variants =
    [
        .. from utility in Enum.GetValues<Utility>()
           from completion in Enum.GetValues<Completion>()
           select new EqualShares { Utility = utility, Completion = completion },
    ];

    [Fact]
    public void Small_elections_are_counted_as_the_definition_says() => Holds(SmallElections.Any(), election =>
    {
        foreach (var rule in Variants)
        {
            var naive = new EqualSharesByDefinition(election, rule.Utility);
            var (rounds, increments, perVoter) = naive.Raised(rule.Completion, 1);

            var outcome = rule.Count(election);

            Assert.Equal(rounds, outcome.Payments!.Rounds.Select(round => (round.Candidate, round.PerPoint)));
            Assert.Equal((increments, perVoter), (outcome.Payments.Increments, outcome.Payments.PerVoter));
            Assert.Equal(increments == 0 ? naive.EqualShare : perVoter, outcome.Payments.Purse);
        }
    });

    [Fact]
    public void Any_exact_amount_can_be_the_increment() => Holds(SmallElections.Any(), election =>
    {
        var step = new Fraction(37, 100);
        var rule = new EqualShares { Completion = Completion.Add1Official, Increment = new ExactAmount(37, 2) };

        var (rounds, increments, perVoter) = new EqualSharesByDefinition(election, rule.Utility).Raised(rule.Completion, step);
        var payments = rule.Count(election).Payments!;

        Assert.Equal(rounds, payments.Rounds.Select(round => (round.Candidate, round.PerPoint)));
        Assert.Equal((increments, perVoter), (payments.Increments, payments.PerVoter));
    });

    [Fact]
    public void Nobody_pays_more_than_she_held_and_payments_sum_to_the_cost_to_the_last_fraction() => Holds(SmallElections.Any(), election =>
    {
        foreach (var rule in Variants)
        {
            var outcome = rule.Count(election);
            var paid = election.Ballots.Select(ballot => OwnBallot.Of(outcome, ballot)).ToList();

            foreach (var round in outcome.Payments!.Rounds)
            {
                var payments = paid.SelectMany(own => own.Payments).Where(payment => payment.Candidate == round.Candidate).Select(payment => payment.Amount).ToList();

                Assert.Equal(election.Candidates[round.Candidate].Cost, payments.Aggregate(Fraction.Zero, (sum, payment) => sum + payment));
                Assert.Equal(round.Supporters, payments.Count);
                Assert.Equal((round.Least, round.Most), (payments.Min(), payments.Max()));
            }

            Assert.All(paid, own => Assert.True(own.Left >= 0));
        }
    });

    [Fact]
    public void A_minority_is_served_in_proportion_to_its_number()
    {
        var election = Approving(100, ("a", 50, 0), ("b", 50, 0), ("c", 25, 0), ("d", 25, 0))
            .With(ballots: [.. Enumerable.Repeat(new Ballot([0, 1]), 6), .. Enumerable.Repeat(new Ballot([2, 3]), 4)]);

        Assert.Equal(["a", "b"], new Greedy().Count(election).ChosenIds);
        Assert.Equal(["a", "c"], new EqualShares().Count(election).ChosenIds);
    }

    [Fact]
    public void A_project_that_would_have_tied_at_its_greatest_cost_is_told_that_cost()
    {
        var election = new Election(
            20, [new("a", 5), new("b", 4), new("c", 6)], BallotForm.Scoring, [new([1, 2], [0, 3]), new([1, 0, 2], [2, 1, 1]), new([], []), new([1, 2, 0], [1, 0, 0]), new([1, 0], [3, 2])]);

        Assert.Equal(3, new EqualShares().Count(election).RemedyFor(0)!.Cost);
    }

    [Fact]
    public void The_greedy_outcome_stands_where_more_voters_get_more_of_what_they_chose_by_it()
    {
        var election = Approving(12, ("wide", 12, 0), ("one", 3, 0), ("two", 3, 0), ("three", 3, 0))
            .With(ballots: [new([0, 1]), new([0, 2]), new([0, 3]), new([0]), new([0]), new([1])]);
        var rule = new EqualShares { Utility = Utility.Cardinality, Completion = Completion.Add1, UnlessGreedyPreferred = true };

        var preference = rule.Count(election).Payments!.Preference!;

        Assert.Equal((1, 4, true), (preference.ForShares, preference.ForGreedy, preference.GreedyWins));
        Assert.Equal(preference.Greedy, rule.Count(election).Chosen);
        Assert.Equal(preference.Shares, (rule with { UnlessGreedyPreferred = false }).Count(election).Chosen);
    }

    [Fact]
    public void An_increment_so_small_that_nobody_meant_it_is_refused()
    {
        var rule = new EqualShares { Completion = Completion.Add1, Increment = new ExactAmount(1, 9) };

        Assert.Throws<TooManyIncrementsException>(() => rule.Count(Approving(100, ("a", 60, 1), ("b", 30, 1))));
    }
}
