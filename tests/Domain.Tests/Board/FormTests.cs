using Participation.Board;
using Xunit;

namespace Participation.Domain.Tests.Board;

public class FormTests
{
    [Theory]
    [InlineData("1", null)]
    [InlineData("1 10 2", null)]
    [InlineData("", "ballot_too_few")]
    [InlineData("1 10 2 3", "ballot_too_many")]
    [InlineData("2 10", "ballot_not_in_order")]
    [InlineData("1 1", "ballot_no_such_project")]
    [InlineData("7", "ballot_no_such_project")]
    [InlineData("1:2", "ballot_points_misplaced")]
    public void Approval(string ballot, string? refusal) => Judges(new ApprovalForm(1, 3), ballot, refusal);

    [Theory]
    [InlineData("1 2", null)]
    [InlineData("1 10 2", null)]
    [InlineData("1 3", "ballot_over_the_amount")]
    [InlineData("1", "ballot_below_the_share")]
    [InlineData("", "ballot_empty")]
    public void Knapsack_within_the_amount_and_above_its_share(string ballot, string? refusal) => Judges(new KnapsackForm(70), ballot, refusal);

    [Theory]
    [InlineData("1:3 2:2", null)]
    [InlineData("1:3 2:3", "ballot_points_beyond")]
    [InlineData("1:4", "ballot_points_beyond")]
    [InlineData("1:0", "ballot_points_beyond")]
    [InlineData("1", "ballot_points_misplaced")]
    [InlineData("2:1 1:1", "ballot_not_in_order")]
    [InlineData("", "ballot_empty")]
    public void Cumulative_points(string ballot, string? refusal) => Judges(new CumulativeForm(5, 3), ballot, refusal);

    [Theory]
    [InlineData("2 1", null)]
    [InlineData("2 1 3", "ballot_too_many")]
    [InlineData("", "ballot_empty")]
    public void Ranking(string ballot, string? refusal) => Judges(new RankingForm(2), ballot, refusal);

    [Theory]
    [InlineData("2", null)]
    [InlineData("1 2", "ballot_too_many")]
    [InlineData("", "ballot_empty")]
    public void Choose_one(string ballot, string? refusal) => Judges(new OneForm(), ballot, refusal);

    [Theory]
    [InlineData("1:0 2:5", null)]
    [InlineData("1:6", "ballot_points_beyond")]
    [InlineData("1:-1", "ballot_points_beyond")]
    public void Scores(string ballot, string? refusal) => Judges(new ScoreForm(5), ballot, refusal);

    [Fact]
    public void Every_form_and_the_whole_manifest_are_read_as_they_were_written()
    {
        Form[] forms = [new ApprovalForm(1, 3), new KnapsackForm(70), new CumulativeForm(5, 3), new RankingForm(2), new OneForm(), new ScoreForm(5)];
        foreach (var form in forms)
        {
            using var vote = new Vote(form, withPermits: form is OneForm, onlySums: form is OneForm);

            var read = Manifest.Read(vote.Manifest.ToBytes());

            Assert.Equal(vote.Manifest.ToBytes(), read.ToBytes());
            Assert.Equal((form, vote.Manifest.Id), (read.Form, read.Id));
        }
    }

    [Fact]
    public void A_ballot_with_points_is_counted_with_them_and_a_ranking_in_its_order()
    {
        using var points = new Vote(new CumulativeForm(5, 5));
        points.Cast(points.Made(new Choice("3", 5)));
        points.Cast(points.Made(new Choice("1", 4)));
        Assert.Equal(["3"], points.Count().ChosenIds);

        using var ranking = new Vote(new RankingForm(3));
        ranking.Cast("3", "1");
        Assert.Equal(["3"], ranking.Count().ChosenIds);
    }

    private static void Judges(Form form, string ballot, string? refusal)
    {
        using var vote = new Vote(form);
        var choices = ballot.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split(':')).Select(c => new Choice(c[0], c.Length > 1 ? int.Parse(c[1], System.Globalization.CultureInfo.InvariantCulture) : null)).ToList();

        Assert.Equal(refusal, form.WhyNot(choices, vote.Manifest)?.Code);
    }
}
