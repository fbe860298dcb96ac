using System.Text;
using System.Text.Json.Nodes;
using Participation.Board;
using Xunit;

namespace Participation.Domain.Tests.Board;

/// <summary>Whatever a stranger calls a bundle, checking it ends in a verdict or a clear refusal.</summary>
public sealed class MutatedBundleTests : IDisposable
{
    private const int Mutations = 3_000;

    private readonly Vote _vote = Vote.Held();
    private readonly byte[] _sound;

    public MutatedBundleTests()
    {
        using var file = new MemoryStream();
        _vote.Bundle().Write(new Bundle.Counts(1, _vote.Leaves.Count, _vote.Openings.Count, 0), file);
        _sound = file.ToArray();
    }

    public void Dispose() => _vote.Dispose();

    /// <summary>Bytes put where a text, a number or a structure is expected.</summary>
    public static TheoryData<string> Scraps => [.. new[] { "\"\\ud800\":1,", "\\ud800", "-1", "9007199254740993", "1e9", "null", "{", "[[[[[[[[[[[[[[[[[[[[", "\"", "\n", "\u00e9\u0301", "0", "2147483647" }];

    [Fact]
    public void Bytes_changed_anywhere_never_end_in_a_crash()
    {
        var random = new Random(20270301);
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = _sound.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            AssertJudged(bytes[..(i % 3 == 0 ? random.Next(bytes.Length + 1) : bytes.Length)]);
        }
    }

    [Theory]
    [MemberData(nameof(Scraps))]
    public void Scraps_put_in_anywhere_never_end_in_a_crash(string scrap)
    {
        var put = Encoding.UTF8.GetBytes(scrap);
        var random = new Random(scrap.Length);
        for (var i = 0; i < Mutations / 10; i++)
        {
            var at = random.Next(_sound.Length);
            AssertJudged([.. _sound[..at], .. put, .. _sound[at..]]);
        }
    }

    [Theory]
    [InlineData("decimals", 19)]
    [InlineData("decimals", int.MaxValue)]
    public void A_manifest_that_could_never_be_counted_is_refused(string field, int value)
    {
        var manifest = JsonNode.Parse(_vote.Manifest.ToBytes())!.AsObject();
        manifest[field] = value;

        Assert.Throws<BoardException>(() => Manifest.Read(CanonicalJson.Of(manifest)));
    }

    [Fact]
    public void What_is_no_Unicode_is_refused_wherever_it_stands()
    {
        Assert.Throws<BoardException>(() => CanonicalJson.Read("{\"\\ud800\":1}"u8));
        Assert.Throws<BoardException>(() => CanonicalJson.Read([.. "{\""u8, 0xff, .. "\":1}"u8]));
        Assert.Throws<BoardException>(() => CanonicalJson.Read([.. "[\""u8, 0xff, .. "\"]"u8]));
    }

    [Fact]
    public void A_bundle_that_goes_on_after_its_end_is_refused() =>
        Assert.Throws<BoardException>(() => Verification.Of(Bundle.Open(() => new MemoryStream([.. _sound, .. "{}\n"u8]))));

    [Fact]
    public void One_that_announces_more_than_any_town_has_is_refused_before_it_is_read() =>
        Assert.Throws<BoardException>(() => Bundle.Open(() => new MemoryStream("{\"bundle\":1,\"heads\":1,\"leaves\":2000000000,\"openings\":0,\"permits\":0}\n"u8.ToArray())));

    private static void AssertJudged(byte[] bytes)
    {
        try
        {
            Assert.NotEmpty(Verification.Of(Bundle.Open(() => new MemoryStream(bytes))));
        }
        catch (BoardException)
        {
            // Refused as what it is: no bundle.
        }
    }
}
