using Participation.Tally;
using Xunit;
using static Participation.Domain.Tests.Tally.Elections;

namespace Participation.Domain.Tests.Tally;

public class ScoresTests
{
    [Theory]
    [InlineData(BallotForm.Approval)]
    [InlineData(BallotForm.ChooseOne)]
    public void A_choice_is_worth_one_point(BallotForm form) =>
        AssertScores([2, 1, 0], [2, 1, 0], OfThree(form, new([0]), new([0]), new([1])));

    [Theory]
    [InlineData(BallotForm.Cumulative)]
    [InlineData(BallotForm.Scoring)]
    public void Points_are_what_voters_gave_and_a_choice_without_points_is_still_a_vote(BallotForm form) =>
        AssertScores([5, 1, 0], [2, 1, 1], OfThree(form, new([0, 1], [2, 1]), new([0, 2], [3, 0])));

    [Fact]
    public void The_first_of_a_ranking_is_worth_what_a_ranking_may_hold_and_the_next_one_less() =>
        AssertScores([5, 4, 3 + 5], [1, 1, 2], new Election(10, Candidates([("a", 1), ("b", 1), ("c", 1)]), BallotForm.Ordinal, [new([0, 1, 2]), new([2])])
        {
            MaxLength = 5,
        });

    [Fact]
    public void Without_a_limit_the_longest_ranking_says_what_the_first_is_worth() =>
        AssertScores([2, 1, 2], [1, 1, 1], OfThree(BallotForm.Ordinal, new([0, 1]), new([2])));

    [Fact]
    public void A_choice_beyond_the_limit_of_a_ranking_is_worth_nothing() =>
        AssertScores([1, 0, 0], [1, 1, 1], new Election(10, Candidates([("a", 1), ("b", 1), ("c", 1)]), BallotForm.Ordinal, [new([0, 1, 2])])
        {
            MaxLength = 1,
        });

    [Fact]
    public void An_empty_ballot_counts_as_a_ballot() =>
        Assert.Equal(2, Scores.Of(OfThree(BallotForm.Approval, new([]), new([0]))).Ballots);

    [Fact]
    public void Ballots_are_read_once_and_as_a_stream()
    {
        var held = 0;
        IEnumerable<Ballot> Stream()
        {
            for (var i = 0; i < 1_000; i++)
            {
                held++;
                yield return new Ballot([0]);
            }
        }

        Scores.Of(new Election(10, Candidates([("a", 1)]), BallotForm.Approval, Stream()));

        Assert.Equal(1_000, held);
    }

    public static TheoryData<string, BallotForm, Ballot> Impossible => new()
    {
        { "names none that stands", BallotForm.Approval, new([3]) },
        { "names a negative one", BallotForm.Approval, new([-1]) },
        { "names one twice", BallotForm.Approval, new([1, 1]) },
        { "chooses more than one", BallotForm.ChooseOne, new([0, 1]) },
        { "has points where none belong", BallotForm.Approval, new([0], [1]) },
        { "lacks points", BallotForm.Cumulative, new([0]) },
        { "has points for fewer than it names", BallotForm.Cumulative, new([0, 1], [1]) },
        { "has negative points", BallotForm.Scoring, new([0], [-1]) },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void A_ballot_that_cannot_be_is_not_counted(string fault, BallotForm form, Ballot ballot)
    {
        var empty = new Ballot([], form is BallotForm.Cumulative or BallotForm.Scoring ? [] : null);

        var problem = Assert.Throws<InvalidDataException>(() => Scores.Of(OfThree(form, empty, ballot)));

        Assert.True(problem.Message.StartsWith("Ballot 2", StringComparison.Ordinal), $"A ballot that {fault}: {problem.Message}");
    }

    [Fact]
    public void Two_ballots_may_name_the_same() =>
        AssertScores([2, 0, 0], [2, 0, 0], OfThree(BallotForm.Approval, new([0]), new([0])));

    private static void AssertScores(long[] points, long[] votes, Election election)
    {
        var scores = Scores.Of(election);

        Assert.Equal(points, Enumerable.Range(0, 3).Select(scores.PointsOf));
        Assert.Equal(votes, Enumerable.Range(0, 3).Select(scores.VotesOf));
    }
}
