using Participation.Tally;
using Xunit;
using static Participation.Domain.Tests.Tally.Elections;

namespace Participation.Domain.Tests.Tally;

public class ElectionTests
{
    [Fact]
    public void Money_and_costs_are_above_zero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Approving(0, ("a", 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Approving(1, ("a", 0, 1)));
    }

    [Fact]
    public void No_two_candidates_have_one_id() =>
        Assert.Throws<ArgumentException>(() => Approving(1, ("a", 1, 1), ("a", 2, 1)));

    [Fact]
    public void Units_are_told_as_money() =>
        Assert.Equal("12.5", new Election(1, Candidates([("a", 1)]), BallotForm.Approval, []) { Decimals = 2 }.AmountOf(1250).ToString());
}
