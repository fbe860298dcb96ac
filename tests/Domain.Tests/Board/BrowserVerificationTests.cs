using System.Text;
using System.Text.Json.Nodes;
using Participation.Board;
using Xunit;

namespace Participation.Domain.Tests.Board;

/// <summary>A browser that checks a vote refuses what the program refuses, by the same names.</summary>
public class BrowserVerificationTests
{
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
