using System.Text;
using System.Text.Json.Nodes;
using Participation.Board;
using Xunit;

namespace Participation.Domain.Tests.Board;

/// <summary>What the program finds wrong with a bundle, a browser finds too, and names it the same.</summary>
public sealed class BrowserVerdictTests
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
    public async Task Both_name_the_same(string attack)
    {
        using var vote = Vote.Held();
        Deeds[attack](vote);
        var bundle = Written(vote);
        var program = Verification.Of(Bundle.Open(() => new MemoryStream(bundle)));

        var (_, browser) = await BrowserScripts.VerifyAsync(Encoding.UTF8.GetString(bundle));

        Assert.Contains(program, check => !check.Passed);
        Assert.Equal(
            program.SelectMany(check => check.Failures.Select(failure => $"{check.Kind}: {failure.Code}").Concat(check.Unsaid is { } reason ? [$"{check.Kind}: {reason}"] : [])).Select(told => told.ToLowerInvariant()).Order(),
            browser.Order());
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
        var bundle = Written(vote);

        Assert.Throws<BoardException>(() => Verification.Of(Bundle.Open(() => new MemoryStream(bundle))));
        Assert.Equal(["unreadable"], (await BrowserScripts.VerifyAsync(Encoding.UTF8.GetString(bundle))).Told);
    }

    private static byte[] Written(Vote vote)
    {
        using var file = new MemoryStream();
        var bundle = vote.Bundle();
        bundle.Write(new Bundle.Counts(bundle.Heads.Count, bundle.Leaves.Count(), bundle.Openings.Count(), bundle.Permits.Count()), file);

        return file.ToArray();
    }
}
