using System.Text;
using System.Text.Json.Nodes;
using Participation.Board;
using Xunit;

namespace Participation.Domain.Tests.Board;

/// <summary>A browser that checks a vote refuses what the program refuses, by the same names.</summary>
public class BrowserVerificationTests
{
    /// <summary>An attack on a vote that was held honestly; what it does to the lists of the bundle, or to the log and its head.</summary>
    public static TheoryData<string> Attacks => [.. Deeds.Keys];

    private static readonly Dictionary<string, Action<Vote>> Deeds = new(StringComparer.Ordinal)
    {
        ["a ballot deleted"] = vote => vote.Openings.RemoveAt(1),
        ["a ballot changed"] = vote => vote.Openings[0] = vote.Openings[0] with { Choices = [new Choice("3")] },
        ["a ballot added"] = vote => vote.Openings.Add(vote.Made(new Choice("3"))),
        ["a ballot counted twice"] = vote => vote.Openings.Add(vote.Openings[0]),
        ["a ballot of another election"] = vote => vote.Openings[0] = vote.Openings[0] with { Election = Digest.Random() },
        ["a leaf deleted"] = vote => vote.Leaves.RemoveAt(2),
        ["a leaf added"] = vote => vote.Leaves.Insert(3, new BallotLeaf(Digest.Random(), Digest.Random()).ToBytes()),
        ["a leaf cut in two"] = vote => vote.Leaves[3] = vote.Leaves[3][..20],
        ["a leaf that is no Unicode"] = vote => vote.Leaves[3] = "{\"c\":\"\\ud800\",\"n\":\"A\",\"t\":\"paper\"}"u8.ToArray(),
        ["a leaf of no commitment"] = vote => vote.Leaves[3] = "{\"c\":\"7\",\"n\":\"A\",\"t\":\"paper\"}"u8.ToArray(),
        ["a leaf whose batch is a number"] = vote => vote.Leaves[3] = Encoding.UTF8.GetBytes($"{{\"c\":\"{Digest.Random()}\",\"n\":7,\"t\":\"paper\"}}"),
        ["a void without signatures"] = vote => vote.Leaves[^2] = Encoding.UTF8.GetBytes($"{{\"by\":7,\"c\":\"{Digest.Random()}\",\"t\":\"void\",\"why\":\"x\"}}"),
        ["a void whose signature is no text"] = vote => vote.Leaves[^2] = Encoding.UTF8.GetBytes($"{{\"by\":[{{\"name\":\"clerk0\",\"sig\":\"%\"}}],\"c\":\"{Digest.Random()}\",\"t\":\"void\",\"why\":\"x\"}}"),
        ["a close without figures"] = vote => vote.Leaves[^1] = "{\"paper\":1,\"replaced\":1,\"roll\":\"5\",\"t\":\"close\",\"void\":1,\"web\":-1}"u8.ToArray(),
        ["a late ballot"] = vote =>
        {
            vote.Cast("3");
            vote.Heads.Add(vote.Sign());
        },
        ["a split head"] = vote =>
        {
            using var other = new Vote();
            other.Cast("3");
            vote.Heads.Insert(0, Head.Of(vote.Manifest.Origin, other.Tree).SignedBy("town.example", vote.Board));
        },
        ["a log signed again without its witness"] = vote =>
        {
            var tree = new MerkleTree();
            vote.Leaves.RemoveAt(2);
            vote.Leaves.ForEach(leaf => tree.Append(leaf));
            vote.Heads[0] = Head.Of(vote.Manifest.Origin, tree).SignedBy("town.example", vote.Board);
        },
        ["a head signed by strangers"] = vote =>
        {
            using var stranger = SigningKey.Create();
            vote.Heads[0] = Head.Of(vote.Manifest.Origin, vote.Tree).SignedBy("town.example", stranger);
        },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task An_attack_is_told_alike(string attack)
    {
        using var vote = Vote.Held();
        Deeds[attack](vote);

        Assert.Contains(Verification.Of(vote.Bundle()), check => !check.Passed);
        await AgreeAsync(Vote.Written(vote.Bundle()));
    }

    [Theory]
    [InlineData("needed")]
    [InlineData("publishes")]
    [InlineData("decimals")]
    [InlineData("board")]
    public async Task Neither_takes_a_manifest_that_leaves_something_open(string field)
    {
        using var vote = Vote.Held();
        var manifest = JsonNode.Parse(vote.Leaves[0])!.AsObject();
        manifest.Remove(field);
        vote.Leaves[0] = CanonicalJson.Of(manifest);

        Assert.Equal(["unreadable"], await AgreeAsync(Vote.Written(vote.Bundle())));
    }

    [Theory]
    [InlineData("\"roll\":5", "\"roll\":\"5\"")]
    [InlineData("\"roll\":5", "\"roll\":{}")]
    [InlineData("\"roll\":5", "\"roll\":-1")]
    [InlineData("\"paper\":1", "\"paper\":1,\"people\":5")]
    [InlineData("\"n\":\"mairie-1\"", "\"n\":1")]
    [InlineData("\"name\":\"clerk0\"", "\"name\":0")]
    [InlineData("\"kind\":\"approval\"", "\"kind\":\"approval\",\"loosely\":1")]
    [InlineData("\"max\":3", "\"max\":3000000000")]
    [InlineData("\"cost\":\"6000\"", "\"cost\":\"0x1770\"")]
    [InlineData("\"cost\":\"6000\"", "\"cost\":\"06000\"")]
    [InlineData("\"publishes\":\"ballots\"", "\"publishes\":\"some\"")]
    [InlineData("\"title\":\"Budget participatif\"", "\"title\":\"\\ud800\"")]
    [InlineData("\"leaves\":9,\"openings\":4,\"permits\":0", "\"leaves\":13,\"openings\":0,\"permits\":0")]
    [InlineData("\"leaves\":9,\"openings\":4,\"permits\":0", "\"leaves\":9,\"openings\":5,\"permits\":-1")]
    [InlineData("\\n9\\n", "\\nInfinity\\n")]
    [InlineData("\\n9\\n", "\\n-9\\n")]
    [InlineData("\\n9\\n", "\\n0\\n")]
    public async Task A_file_that_means_something_else_is_told_alike(string was, string now)
    {
        using var vote = Vote.Held();
        var bundle = Vote.Written(vote.Bundle());
        Assert.Contains(was, bundle, StringComparison.Ordinal);

        await AgreeAsync(bundle.Replace(was, now, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("r", "drawn by the town")]
    [InlineData("x", "more")]
    public async Task An_opening_that_is_none_is_told_alike(string field, string content)
    {
        using var vote = new Vote();
        var opening = JsonNode.Parse(vote.Made(new Choice("1")).ToBytes())!.AsObject();
        opening[field] = content;
        var bytes = CanonicalJson.Of(opening);
        vote.Append(new BallotLeaf(Opening.CommitmentTo(bytes), Digest.Random()));
        vote.Close(roll: 1);
        var honest = vote.Bundle();

        await AgreeAsync(Vote.Written(With(honest, [bytes], honest.Permits)));
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("", "more")]
    public async Task A_permit_that_is_written_in_another_way_is_not_another_permit(string after, string more)
    {
        using var vote = new Vote(withPermits: true);
        vote.Cast("1");
        var forged = JsonNode.Parse(vote.Permits[0].ToBytes())!.AsObject();
        forged["s"] = $"{forged["s"]}{after}";
        if (more.Length > 0)
        {
            forged[more] = 1;
        }

        var bytes = CanonicalJson.Of(forged);
        var stuffed = vote.Made(new Choice("3"));
        vote.Append(new BallotLeaf(stuffed.Commitment, stuffed.ChangeLock, Digest.Of("permit", bytes)));
        vote.Openings.Add(stuffed);
        vote.Close(roll: 2);
        var honest = vote.Bundle();

        var told = await AgreeAsync(Vote.Written(With(honest, honest.Openings, [.. honest.Permits, bytes])));

        Assert.Contains("authorisations: permit_unreadable", told);
    }

    private static async Task<string[]> AgreeAsync(string bundle)
    {
        var (_, told) = await BrowserScripts.VerifyAsync(bundle);

        Assert.Equal(ToldByTheProgram(bundle).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.Contains(told, one => one != "evidence: no_evidence");

        return told;
    }

    private static IEnumerable<string> ToldByTheProgram(string bundle)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(bundle);

            return
            [
                .. from check in Verification.Of(Bundle.Open(() => new MemoryStream(bytes)))
                   from code in check.Failures.Select(f => f.Code).Concat(check.Unsaid is { } unsaid ? [unsaid] : [])
                   select $"{check.Kind.ToString().ToLowerInvariant()}: {code}",
            ];
        }
        catch (BoardException)
        {
            return ["unreadable"];
        }
    }

    private static Bundle With(Bundle honest, IEnumerable<byte[]> openings, IEnumerable<byte[]> permits) => new()
    {
        Heads = honest.Heads,
        Leaves = honest.Leaves,
        Openings = openings,
        Permits = permits,
        Outcome = honest.Outcome,
    };
}
