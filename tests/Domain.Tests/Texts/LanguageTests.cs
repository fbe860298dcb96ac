using System.Text.RegularExpressions;
using Participation.Spaces;
using Participation.Texts;
using Xunit;

namespace Participation.Domain.Tests.Texts;

public partial class LanguageTests
{
    [Theory]
    [InlineData("en", 1, "1 minute ago")]
    [InlineData("en", 0, "0 minutes ago")]
    [InlineData("en", 1234, "1,234 minutes ago")]
    [InlineData("fr", 0, "il y a 0 minute")]
    [InlineData("fr", 1, "il y a 1 minute")]
    [InlineData("fr", 1234, "il y a 1\u202f234 minutes")]
    public void Counts_are_said_as_the_language_says_them(string language, int count, string expected) =>
        Assert.Equal(expected, Language.Of(language).Say("dates.ago_minutes", count));

    [Fact]
    public void Every_text_is_there_in_every_language() =>
        Assert.All(Language.Codes, code => Assert.Equal(Language.Of("fr").Keys.Order(), Language.Of(code).Keys.Order()));

    [Fact]
    public void Every_text_has_the_same_blanks_to_fill_in_every_language() => Assert.All(
        Language.Of("fr").Keys,
        key => Assert.Equal(Blanks(Language.Of("fr").Say(key)), Blanks(Language.Of("en").Say(key))));

    /// <summary>Those of the editor are filled in by a script, as one types.</summary>
    [Fact]
    public void What_is_counted_is_filled_in_where_the_sentence_says_how_many() => Assert.All(
        Language.Codes.SelectMany(code => Language.Of(code).Keys
            .Where(key => key.EndsWith(".other", StringComparison.Ordinal) && !key.StartsWith("editor.", StringComparison.Ordinal))
            .Select(key => Language.Of(code).Say(key))),
        sentence => Assert.DoesNotContain("{n}", sentence, StringComparison.Ordinal));

    [Fact]
    public void French_keeps_its_punctuation_on_the_line() => Assert.All(
        Language.Of("fr").Keys,
        key => Assert.DoesNotMatch("[ ][:;!?»]|«[ ]", Language.Of("fr").Say(key)));

    [Fact]
    public void Every_refusal_has_a_sentence()
    {
        var codes = typeof(Refusal).Assembly.GetTypes()
            .SelectMany(t => t.GetFields().Where(f => f.FieldType == typeof(Refusal) && f.IsStatic))
            .Select(f => ((Refusal)f.GetValue(null)!).Code)
            .Concat(
                from act in Enum.GetValues<Acts>().Where(a => a != Acts.None)
                from refusal in new[] { SpaceRefusals.NotYetOpen(act, default), SpaceRefusals.Closed(act, default), SpaceRefusals.NeverOpen(act) }
                select refusal.Code);

        Assert.All(codes, code => Assert.True(Language.Of("fr").Has($"refusals.{code}"), code));
    }

    private static IEnumerable<string> Blanks(string text) => Blank().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Blank();
}
