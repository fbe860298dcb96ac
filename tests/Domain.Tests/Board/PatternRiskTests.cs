using Participation.Board;
using Participation.Domain.Tests.Support;
using Participation.Domain.Tests.Tally;
using Participation.Pabulib;
using Participation.Tally;
using Xunit;

namespace Participation.Domain.Tests.Board;

public class PatternRiskTests
{
    [Fact]
    public void A_ballot_is_unique_when_nobody_chose_the_same_together() =>
        Assert.Equal(new PatternRisk(4, 2), PatternRisk.Of(Elections.OfThree(BallotForm.Approval, new([0, 1]), new([1, 0]), new([0]), new([1]))));

    [Fact]
    public void In_a_ranking_the_order_tells_people_apart() =>
        Assert.Equal(2, PatternRisk.Of(Elections.OfThree(BallotForm.Ordinal, new([0, 1]), new([1, 0]))).Unique);

    [Fact]
    public void Points_tell_people_apart() =>
        Assert.Equal(2, PatternRisk.Of(Elections.OfThree(BallotForm.Cumulative, new([0], [1]), new([0], [2]), new([1], [1]), new([1], [1]))).Unique);

    [Fact]
    public void Without_ballots_there_is_no_risk() => Assert.Equal(0, PatternRisk.Of(Elections.OfThree(BallotForm.Approval)).Share);

    [Fact]
    public void Of_a_real_city_nearly_half_the_voters_stand_alone()
    {
        var file = Path.Combine(SharedData.Require("pabulib"), "France_Toulouse_2024.pb");

        Assert.Equal(0.47, PatternRisk.Of(PabulibFile.Open(file).ToElection()).Share, 0.005);
    }
}
