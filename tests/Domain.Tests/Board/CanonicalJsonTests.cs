using System.Text;
using System.Text.Json.Nodes;
using Participation.Board;
using Participation.Domain.Tests.Support;
using Xunit;

namespace Participation.Domain.Tests.Board;

public class CanonicalJsonTests
{
    [Fact]
    public void Names_are_sorted_by_code_units_and_never_by_locale() =>
        Assert.Equal(Vector("output", "french.json"), Canonical(Vector("input", "french.json")));

    [Fact]
    public void Letters_and_escapes_come_out_as_in_the_vectors()
    {
        // One of its names is not in normal form C, which we refuse; without it, the rest must come out byte by byte.
        const string Refused = "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"";
        var input = JsonNode.Parse(Vector("input", "weird.json"))!.AsObject();
        Assert.Throws<BoardException>(() => CanonicalJson.Of(input));
        input.Remove("\ufb33");

        Assert.Equal(Vector("output", "weird.json").Replace("," + Refused, "", StringComparison.Ordinal), Encoding.UTF8.GetString(CanonicalJson.Of(input)));
    }

    [Theory]
    [InlineData("arrays.json", "$[1].10: only texts, whole numbers, arrays and objects are written, not null")]
    [InlineData("structures.json", "56.0 is not a whole number below 2^53")]
    [InlineData("unicode.json", "a text is not in Unicode normal form C")]
    [InlineData("values.json", "not null")]
    public void What_the_restriction_leaves_out_of_the_vectors_is_refused_and_named(string file, string why) =>
        Assert.Contains(why, Assert.Throws<BoardException>(() => Canonical(Vector("input", file))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "b" : [ 1, -2, {} ], "a" : "\u00e9\u000f\n" }""", "{\"a\":\"é\\u000f\\n\",\"b\":[1,-2,{}]}")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("\"\\ud83d\\ude02\"", "\"😂\"")]
    [InlineData("[]", "[]")]
    public void What_may_be_written_has_one_form(string json, string expected)
    {
        Assert.Equal(expected, Canonical(json));
        Assert.Equal(expected, Canonical(expected));
    }

    [Theory]
    [InlineData("9007199254740992")]
    [InlineData("1e3")]
    [InlineData("0.5")]
    [InlineData("null")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1")]
    [InlineData("")]
    public void What_could_mean_two_things_is_refused(string json) => Assert.Throws<BoardException>(() => Canonical(json));

    [Theory]
    [InlineData("""{"a": 1}""")]
    [InlineData("""{"b":1,"a":1}""")]
    [InlineData("""["\u0041"]""")]
    [InlineData("-0")]
    public void What_is_read_must_be_in_the_one_form_already(string json) =>
        Assert.Throws<BoardException>(() => CanonicalJson.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_hash_made_for_one_purpose_is_none_for_another()
    {
        Assert.NotEqual(Digest.Of("change", "a"), Digest.Of("ballot", "a"));
        Assert.Equal("PB1:change\0\"a\"", Encoding.UTF8.GetString(Digest.Preimage("change", CanonicalJson.Of("a"))));
    }

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Of(CanonicalJson.Parse(Encoding.UTF8.GetBytes(json))));

    private static string Vector(string folder, string file) =>
        File.ReadAllText(Path.Combine(SharedData.Require("vectors"), "jcs", "testdata", folder, file), Encoding.UTF8);
}
