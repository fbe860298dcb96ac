using System.Text;
using Participation.Pabulib;
using Participation.Tally;
using Xunit;
using static Participation.Domain.Tests.Pabulib.PabulibFiles;

namespace Participation.Domain.Tests.Pabulib;

public class PabulibFileTests
{
    [Fact]
    public void It_tells_the_election_and_its_projects()
    {
        var file = Open(Sound);

        Assert.Equal("Budget of Saint-Aubin", file.Meta["description"]);
        Assert.Equal(["description", "num_projects", "num_votes", "budget", "vote_type", "currency"], file.Meta.Keys);
        Assert.Equal(("1000.5", BallotForm.Approval, 3L), (file.Budget.ToString(), file.Form, file.AnnouncedVotes));
        var bench = file.Projects[0];
        Assert.Equal(("bench", "400.25", "Un banc à l’ombre", "Nord"), (bench.Id, bench.Cost.ToString(), bench.Name, bench.District));
        Assert.Equal(["nature", "rest"], bench.Categories);
        Assert.Equal(["seniors"], bench.Targets);
        Assert.Equal(new PabulibPlace(43.6, 1.44), bench.Place);
        Assert.Equal(2, bench.RecordedVotes);
        Assert.Null(bench.RecordedScore);
    }

    [Fact]
    public void What_a_project_leaves_empty_is_absent()
    {
        var lamp = Open(Sound).Projects[1];

        Assert.Empty(lamp.Categories);
        Assert.Null(lamp.District);
        Assert.Null(lamp.Place);
    }

    [Fact]
    public void A_quoted_text_keeps_its_semicolons_and_quotes() => Assert.Equal("A lamp; or \"two\"", Open(Sound).Projects[1].Name);

    [Fact]
    public void A_quoted_text_may_run_over_lines_and_the_lines_below_keep_their_number()
    {
        var text = Sound.Replace("\"A lamp;", "\"A\r\nlamp;", StringComparison.Ordinal);

        Assert.StartsWith("A\nlamp", Open(text).Projects[1].Name, StringComparison.Ordinal);
        Assert.Equal(19, Assert.Throws<PabulibException>(() => ReadWhole(text.Replace("3;pond", "3;tree", StringComparison.Ordinal))).Line);
    }

    [Fact]
    public void A_quote_inside_a_text_is_a_quote() =>
        Assert.Equal("Une mare \"verte\"", Open(Sound.Replace("Une mare 🐸", "Une mare \"verte\"", StringComparison.Ordinal)).Projects[2].Name);

    [Fact]
    public void Text_after_a_closed_quote_belongs_to_the_field_as_it_does_in_Python() =>
        Assert.Equal("Une mare \"verte\"", Open(Sound.Replace("Une mare 🐸", "\"Une mare\" \"verte\"", StringComparison.Ordinal)).Projects[2].Name);

    [Fact]
    public void The_recorded_choice_is_known_where_the_file_records_it()
    {
        Assert.Equal([true, false, false], Open(Sound).Projects.Select(p => p.Selected));
        Assert.True(Open(Sound).RecordsSelected);
        Assert.False(Open(Sound.Replace(";selected;", ";chosen;", StringComparison.Ordinal)).RecordsSelected);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    public void A_project_paid_from_elsewhere_was_not_chosen_within_this_budget(string selected) =>
        Assert.False(Open(Sound.Replace("Nord;1;", $"Nord;{selected};", StringComparison.Ordinal)).Projects[0].Selected);

    [Fact]
    public void Ballots_name_projects_by_their_position()
    {
        var ballots = Open(Sound).Ballots().ToList();

        Assert.Equal(["1", "2", "3"], ballots.Select(b => b.VoterId));
        Assert.Equal([[0, 1], [0], [2]], ballots.Select(b => b.Ballot.Choices));
        Assert.All(ballots, b => Assert.Null(b.Ballot.Points));
    }

    [Fact]
    public void Ballots_can_be_read_again()
    {
        var ballots = Open(Sound).Ballots();

        Assert.Equal(3, ballots.Count());
        Assert.Equal(3, ballots.Count());
    }

    [Fact]
    public void An_empty_vote_is_a_ballot() => Assert.Empty(ReadWhole(Sound.Replace("2;bench", "2;", StringComparison.Ordinal))[1].Ballot.Choices);

    [Theory]
    [InlineData("cumulative", BallotForm.Cumulative)]
    [InlineData("scoring", BallotForm.Scoring)]
    public void Points_stand_beside_the_choices(string voteType, BallotForm form)
    {
        var file = Open(WithPoints(voteType));

        Assert.Equal(form, file.Form);
        Assert.Equal([[3, 1], [2], [1]], file.Ballots().Select(b => b.Ballot.Points));
    }

    [Fact]
    public void A_ranking_needs_no_points_and_those_there_are_say_nothing_new()
    {
        var election = Open(WithPoints("ordinal")).ToElection();

        Assert.Equal(BallotForm.Ordinal, election.Form);
        Assert.Equal([4, 1, 2], Enumerable.Range(0, 3).Select(Scores.Of(election).PointsOf));
    }

    [Fact]
    public void Every_form_of_ballot_has_a_name_in_the_format() =>
        Assert.All(Enum.GetValues<BallotForm>(), form => Assert.Equal(form, VoteTypes.FormOf(VoteTypes.NameOf(form))));

    [Fact]
    public void An_election_is_counted_to_the_last_decimal()
    {
        var outcome = new Greedy().Count(Open(Sound).ToElection());

        Assert.Equal(["bench", "lamp"], outcome.ChosenIds);
        Assert.Equal("1000.5", outcome.Election.AmountOf(outcome.Spent).ToString());
        Assert.Equal(0, outcome.Left);
        Assert.Equal(Reason.AboveTheBudget, outcome.Verdicts[2].Reason);
    }

    [Fact]
    public void The_threshold_and_the_length_of_a_ballot_come_from_META()
    {
        var election = Open(Sound.Replace("currency;EUR", "min_project_score_threshold;2\nmax_length;5", StringComparison.Ordinal)).ToElection();

        Assert.Equal((2L, 5), (election.MinimumScore, election.MaxLength));
        Assert.Equal(["bench"], Rules.Named("greedy-threshold").Count(election).ChosenIds);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n\n")]
    [InlineData("\r\n \r\n")]
    public void Lines_end_as_any_system_ends_them_and_blank_ones_are_passed_over(string lineEnd) =>
        Assert.Equal(3, ReadWhole(Sound.Replace("\n", lineEnd, StringComparison.Ordinal)).Count);

    [Fact]
    public void The_last_line_needs_no_end() => Assert.Equal(3, ReadWhole(Sound.TrimEnd()).Count);

    [Fact]
    public void A_byte_order_mark_is_no_text() => Assert.Equal(3, ReadWhole([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Sound)]).Count);

    [Fact]
    public void A_file_longer_than_a_block_is_read_across_its_edges()
    {
        const int votes = 20_000;
        var lines = Enumerable.Range(1, votes).Select(i => $"\"voter \"\"{i}\"\" é\";bench,pond\r\n");
        var text = Sound[..Sound.IndexOf("1;bench", StringComparison.Ordinal)].Replace("num_votes;3", $"num_votes;{votes}", StringComparison.Ordinal) + string.Concat(lines);

        var ballots = ReadWhole(text);

        Assert.Equal(Enumerable.Range(1, votes).Select(i => $"voter \"{i}\" é"), ballots.Select(b => b.VoterId));
        Assert.All(ballots, ballot => Assert.Equal([0, 2], ballot.Ballot.Choices));
    }

    [Fact]
    public void An_approval_is_a_set_so_a_project_named_twice_counts_once()
    {
        var file = PabulibFiles.Open(Sound.Replace("1;bench,lamp", "1;bench,lamp,bench", StringComparison.Ordinal));

        Assert.Equal([0, 1], file.Ballots().First().Ballot.Choices);
    }

    [Fact]
    public void A_file_that_is_not_there_says_so() =>
        Assert.Throws<FileNotFoundException>(() => PabulibFile.Open(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.pb")));

    internal static string WithPoints(string voteType) => Sound
        .Replace("vote_type;approval", $"vote_type;{voteType}", StringComparison.Ordinal)
        .Replace("voter_id;vote", "voter_id;vote;points", StringComparison.Ordinal)
        .Replace("1;bench,lamp", "1;bench,lamp;3,1", StringComparison.Ordinal)
        .Replace("2;bench", "2;bench;2", StringComparison.Ordinal)
        .Replace("3;pond", "3;pond;1", StringComparison.Ordinal);
}
