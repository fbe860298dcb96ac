using System.Text.Json.Nodes;
using Participation.Board;
using Participation.Tally;
using Xunit;

namespace Participation.Domain.Tests.Board;

public sealed class ManifestTests : IDisposable
{
    private static readonly string[] Ids = ["1", "2", "3"];

    private readonly SigningKey _key = SigningKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Groups_parts_lot_and_quorum_are_written_and_read()
    {
        var written = Full();

        var read = Manifest.Read(written.ToBytes());

        Assert.Equal(written.Id, read.Id);
        Assert.Equal(["1", "2"], Assert.Single(read.Groups).Projects);
        Assert.Equal(("Le Port", 40_00L), (Assert.Single(read.Parts).Name, read.Parts[0].Amount));
        Assert.Equal(DrawnLot.Order("7 12 23 31 44", Ids), read.Lot!.Order);
        Assert.Equal((false, true), (read.IsBindingAt(99), read.IsBindingAt(100)));
    }

    [Fact]
    public void They_decide_the_count()
    {
        var manifest = Full();

        var election = manifest.ToElection([]);

        Assert.Equal([0, 1], Assert.Single(election.Groups).Candidates);
        Assert.Equal(1, election.Groups[0].Limit);
        Assert.Equal([2], Assert.Single(election.Reserved).Candidates);
        Assert.Equal(40_00, election.Reserved[0].Amount);
        Assert.Equal(manifest.Lot!.Order, election.Lot);
    }

    [Fact]
    public void A_manifest_without_them_does_not_mention_them()
    {
        var fields = Json(Of(null, [], []));

        Assert.Equal("lower-cost,higher-score,project-id", (string?)fields["ties"]);
        Assert.DoesNotContain(fields.Select(f => f.Key), name => name is "groups" or "parts" or "lot" or "quorum");
    }

    [Theory]
    [InlineData("groups", "[]", "empty list")]
    [InlineData("parts", "[]", "empty list")]
    [InlineData("groups", """[{"most":0,"projects":["1"]}]""", "“most”")]
    [InlineData("groups", """[{"most":1,"projects":[]}]""", "a group")]
    [InlineData("groups", """[{"most":1,"projects":["1","1"]}]""", "a group")]
    [InlineData("groups", """[{"most":1,"projects":["1","4"]}]""", "a group")]
    [InlineData("groups", """[{"most":1,"name":"x","projects":["1"]}]""", "“name”")]
    [InlineData("parts", """[{"amount":"10001","name":"x","projects":["1"]}]""", "exceed the amount")]
    [InlineData("parts", """[{"amount":"9223372036854775807","name":"x","projects":["1"]},{"amount":"9223372036854775807","name":"y","projects":["2"]}]""", "exceed the amount")]
    [InlineData("parts", """[{"amount":"1","name":"x","projects":["1"]},{"amount":"1","name":"y","projects":["1"]}]""", "share a project")]
    [InlineData("parts", """[{"amount":"0","name":"x","projects":["1"]}]""", "“amount”")]
    [InlineData("parts", """[{"amount":"1","name":"x","projects":["4"]}]""", "a reserved part")]
    [InlineData("lot", """{"order":["1","2"],"seed":"s"}""", "the lot")]
    [InlineData("lot", """{"order":["3","2","1","1"],"seed":"s"}""", "the lot")]
    [InlineData("quorum", "0", "“quorum”")]
    public void What_contradicts_itself_is_refused(string field, string value, string why)
    {
        var fields = Json(Full());
        fields[field] = JsonNode.Parse(value);

        var refused = Assert.Throws<BoardException>(() => Manifest.Read(CanonicalJson.Of(fields)));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_another_seed_gives_is_refused()
    {
        var fields = Json(Full());
        fields["lot"]!["seed"] = "7 12 23 31 47";

        Assert.Throws<BoardException>(() => Manifest.Read(CanonicalJson.Of(fields)));
    }

    [Fact]
    public void Equals_are_decided_by_the_lot_only_where_there_is_one()
    {
        var fields = Json(Full());
        fields.Remove("lot");

        Assert.Throws<BoardException>(() => Manifest.Read(CanonicalJson.Of(fields)));
    }

    private Manifest Full() => Of(100, [new ManifestGroup(1, ["1", "2"])], [new ManifestPart(40_00, "Le Port", ["3"])], ManifestLot.Of("7 12 23 31 44", Ids));

    private Manifest Of(int? quorum, IReadOnlyList<ManifestGroup> groups, IReadOnlyList<ManifestPart> parts, ManifestLot? lot = null) => new()
    {
        Origin = "town.example/budgets/1",
        Title = "Budget participatif",
        Rule = "greedy",
        Form = new ApprovalForm(1, 3),
        Amount = 100_00,
        Currency = "EUR",
        Projects = [.. Ids.Select(id => new ManifestProject(id, 50_00, Digest.Of("text", id)))],
        Groups = groups,
        Parts = parts,
        Lot = lot,
        Quorum = quorum,
        Opens = new DateOnly(2027, 3, 1),
        Closes = new DateOnly(2027, 3, 31),
        Board = new NamedKey("town.example", _key.PublicKey),
    };

    private static JsonObject Json(Manifest manifest) => JsonNode.Parse(manifest.ToBytes())!.AsObject();
}
