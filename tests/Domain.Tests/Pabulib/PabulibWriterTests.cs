using System.Text;
using Participation.Pabulib;
using Participation.Tally;
using Xunit;
using static Participation.Domain.Tests.Pabulib.PabulibFiles;

namespace Participation.Domain.Tests.Pabulib;

public class PabulibWriterTests
{
    [Theory]
    [InlineData("approval")]
    [InlineData("cumulative")]
    [InlineData("scoring")]
    [InlineData("ordinal")]
    public void What_is_written_reads_as_what_was_read(string voteType)
    {
        var file = Open(PabulibFileTests.WithPoints(voteType).Replace("\"A lamp;", "\"A\nlamp;", StringComparison.Ordinal));

        AssertSame(file, Open(Written(file.Meta, file.Projects, file.Ballots())));
    }

    [Fact]
    public void Columns_that_nobody_fills_are_left_out()
    {
        var written = Written(Open(Sound).Meta, [new PabulibProject("1", new ExactAmount(5, 0)) { Name = "Bench" }], []);

        Assert.Contains("PROJECTS\nproject_id;cost;name\n1;5;Bench\nVOTES\n", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approval")]
    [InlineData("cumulative")]
    public void An_election_without_a_vote_can_be_written_and_read(string voteType)
    {
        var file = Open(PabulibFileTests.WithPoints(voteType).Replace("num_votes;3", "num_votes;0", StringComparison.Ordinal));

        Assert.Empty(ReadWhole(Written(file.Meta, file.Projects, [])));
    }

    internal static void AssertSame(PabulibFile expected, PabulibFile actual)
    {
        Assert.Equal(expected.Meta, actual.Meta);
        Assert.Equivalent(expected.Projects, actual.Projects, strict: true);
        Assert.Equal(expected.Ballots().Select(Told), actual.Ballots().Select(Told));
    }

    internal static string Written(
        IReadOnlyDictionary<string, string> meta, IReadOnlyList<PabulibProject> projects, IEnumerable<PabulibBallot> ballots)
    {
        var output = new StringWriter();
        PabulibWriter.Write(output, meta, projects, ballots);

        return output.ToString();
    }

    private static string Told(PabulibBallot line) => new StringBuilder(line.VoterId).Append(" chose ")
        .AppendJoin(',', line.Ballot.Choices).Append(" with ").AppendJoin(',', line.Ballot.Points ?? []).ToString();
}
