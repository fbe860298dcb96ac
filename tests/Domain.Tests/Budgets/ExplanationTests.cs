using System.Text.Json;
using Participation.Budgets;
using Participation.Domain.Tests.Tally;
using Participation.Tally;
using Xunit;
using Ballot = Participation.Tally.Ballot;
using BallotForm = Participation.Tally.BallotForm;

namespace Participation.Domain.Tests.Budgets;

/// <summary>A town of 100 € where a (60 €) and b (40 €) are in the North, c (90 €) in the South and d (30 €) nowhere.</summary>
public class ExplanationTests
{
    private static readonly CountedProject[] Projects = [new(1, "North"), new(2, "North"), new(3, "South"), new(7, null)];

    [Fact]
    public void It_tells_what_would_have_had_each_other_project_chosen()
    {
        var explanation = Explain("greedy");

        Assert.Equal([new ProjectRemedy(3, null, 3), new ProjectRemedy(7, null, 2)], explanation.Remedies);
        Assert.Null(explanation.RemedyFor(1));
    }

    [Fact]
    public void It_tells_how_many_voters_got_how_many_of_their_projects()
    {
        var own = Explain("greedy").Own;

        Assert.Equal([2L, 1, 2], own.Voters);
        Assert.Equal((5L, 3L, 0.6, 1.0), (own.Turnout, own.Served, own.ShareServed, own.Average));
    }

    [Fact]
    public void It_tells_what_each_district_got_the_whole_town_last() => Assert.Equal(
        [new DistrictShare("North", 2, 2, 100_00), new DistrictShare("South", 1, 0, 0), new DistrictShare(null, 1, 0, 0)],
        Explain("greedy").Own.Districts);

    [Theory]
    [InlineData("greedy", "greedy", "greedy-density", "equal-shares")]
    [InlineData("greedy-density", "greedy-density", "greedy", "equal-shares")]
    [InlineData("greedy-no-skip", "greedy-no-skip", "greedy", "greedy-density", "equal-shares")]
    [InlineData("equal-shares completion=add1 increment=3", "equal-shares", "greedy", "greedy-density")]
    [InlineData("equal-shares utility=cardinality", "equal-shares", "greedy", "greedy-density", "equal-shares")]
    public void The_rule_of_the_vote_stands_first_and_no_rule_twice(string rule, params string[] names) =>
        Assert.Equal(names, Explain(rule).Rules.Select(r => r.Rule.Split(' ')[0]));

    [Fact]
    public void Shares_are_raised_by_a_thousandth_and_by_one_unit_of_the_currency_at_least()
    {
        Assert.Contains(" increment=1 ", $"{ComparedRules.For("equal-shares completion=add1", Town, 5).Name} ", StringComparison.Ordinal);

        var rich = Town.With(budget: 20_001_00 * 1_000L);
        Assert.Contains(" increment=4001 ", $"{ComparedRules.For("equal-shares completion=add1", rich, 5).Name} ", StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_would_raise_shares_for_ever_is_left_out()
    {
        var lonely = new Election(1_000_000_00, [new Candidate("1", 900_000_00)], BallotForm.Approval, [new([0]), .. Enumerable.Repeat(new Ballot([]), 999_999)]) { Decimals = 2 };

        var explanation = Explanation.Of(Rules.Named("greedy").Count(lonely), [new CountedProject(1, null)]);

        Assert.Equal(["greedy", "greedy-density"], explanation.Rules.Select(r => r.Rule));
    }

    [Fact]
    public void Under_equal_shares_it_tells_exactly_who_paid_for_what()
    {
        var explanation = Explain("equal-shares completion=add1 increment=5");

        var payments = explanation.Payments!;
        Assert.Equal(("4000", "4000", 4L), (payments.PerVoter, payments.Purse, payments.Increments));
        Assert.Equal([new RoundPaid(1, "2000", 3, 0, "2000", "2000"), new RoundPaid(2, "2000", 2, 0, "2000", "2000")], payments.Rounds);
        Assert.True(payments.AreMade);
    }

    [Fact]
    public void Amounts_that_are_not_whole_are_fractions()
    {
        var seven = new Election(100, [new Candidate("1", 50), new Candidate("2", 10)], BallotForm.Approval, [.. Enumerable.Repeat(new Ballot([0]), 7)]);

        var payments = Explanation.Of(Rules.Named("equal-shares").Count(seven), [new(1, null), new(2, null)]).Payments!;

        Assert.Equal(("100/7", "50/7"), (payments.PerVoter, payments.Rounds.Single().PerPoint));
        Assert.Equal(new Fraction(100, 7), Fraction.Parse(payments.PerVoter));
    }

    [Fact]
    public void A_ranking_tells_what_a_first_choice_is_worth()
    {
        var ranking = new Election(100, [new Candidate("1", 50), new Candidate("2", 60)], BallotForm.Ordinal, [new([0, 1]), new([1])]);

        Assert.Equal(2, Explanation.Of(Rules.Named("greedy").Count(ranking), [new(1, null), new(2, null)]).FirstChoice);
        Assert.Null(Explain("greedy").FirstChoice);
    }

    [Fact]
    public void It_is_read_again_as_it_was_written()
    {
        var json = JsonSerializer.Serialize(Explain("equal-shares unless-preferred=greedy"));

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<Explanation>(json)));
    }

    private static Election Town => new(
        100_00,
        Elections.Candidates([("1", 60_00), ("2", 40_00), ("3", 90_00), ("7", 30_00)]),
        BallotForm.Approval,
        [new([0]), new([0, 1]), new([0, 1]), new([2]), new([])])
    { Decimals = 2 };

    private static Explanation Explain(string rule) => Explanation.Of(Rules.Named(rule).Count(Town), Projects);
}
