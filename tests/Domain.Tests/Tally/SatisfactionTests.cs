using Participation.Tally;
using Xunit;
using static Participation.Domain.Tests.Support.Properties;
using static Participation.Domain.Tests.Tally.Elections;

namespace Participation.Domain.Tests.Tally;

public class SatisfactionTests
{
    private static Election Town => new(
        100, Candidates([("a", 60), ("b", 40), ("c", 90)]), BallotForm.Approval, [new([0]), new([0, 1]), new([0, 1]), new([2]), new([])]);

    [Fact]
    public void It_tells_how_many_voters_got_how_much_and_what_was_spent_on_them()
    {
        var satisfaction = Satisfaction.Of(new Greedy().Count(Town));

        Assert.Equal([2, 1, 2], satisfaction.Voters);
        Assert.Equal([Fraction.Zero, 20, 80], satisfaction.Money);
        Assert.Equal((5, 3), (satisfaction.Turnout, satisfaction.Served));
        Assert.Equal((new Fraction(3, 5), new Fraction(1, 1)), (satisfaction.ShareServed, satisfaction.Average));
    }

    [Fact]
    public void Without_a_ballot_nobody_got_anything()
    {
        var satisfaction = Satisfaction.Of(new Greedy().Count(Approving(10, ("a", 1, 0))));

        Assert.Equal((0, Fraction.Zero, Fraction.Zero), (satisfaction.Served, satisfaction.ShareServed, satisfaction.Average));
    }

    [Fact]
    public void What_was_spent_on_voters_is_what_was_spent() => Holds(SmallElections.Any(), election =>
    {
        var outcome = new Greedy().Count(election);
        var satisfaction = Satisfaction.Of(outcome);

        Assert.Equal(outcome.Spent, satisfaction.Money.Aggregate(Fraction.Zero, (sum, money) => sum + money));
        Assert.Equal(outcome.Scores.Ballots, satisfaction.Turnout);
    });

    [Fact]
    public void A_ballot_is_told_what_it_paid_for_to_the_last_fraction()
    {
        var outcome = new EqualShares { Completion = Completion.Add1 }.Count(Town);

        var own = OwnBallot.Of(outcome, new Ballot([0, 1]));

        Assert.Equal([0, 1], own.Chosen);
        Assert.Equal([new OwnPayment(0, 20), new OwnPayment(1, 20)], own.Payments);
        Assert.Equal(outcome.Payments!.Purse - 40, own.Left);
    }

    [Fact]
    public void A_ballot_pays_nothing_where_nobody_does()
    {
        var own = OwnBallot.Of(new Greedy().Count(Town), new Ballot([0, 2]));

        Assert.Equal([0], own.Chosen);
        Assert.Empty(own.Payments);
        Assert.True(own.Left.IsZero);
    }
}
