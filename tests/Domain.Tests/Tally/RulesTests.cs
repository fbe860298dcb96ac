using Participation.Tally;
using Xunit;

namespace Participation.Domain.Tests.Tally;

public class RulesTests
{
    [Theory]
    [InlineData("equal-shares", "equal-shares utility=cost completion=none")]
    [InlineData("equal-shares then=greedy utility=cardinality", "equal-shares utility=cardinality completion=none then=greedy")]
    [InlineData("equal-shares completion=add1", "equal-shares utility=cost completion=add1 increment=1")]
    [InlineData("equal-shares completion=add1-official increment=0.50 unless-preferred=greedy", "equal-shares utility=cost completion=add1-official increment=0.5 unless-preferred=greedy")]
    public void A_rule_has_one_text_that_reads_as_the_same_rule(string written, string canonical)
    {
        var rule = Rules.Named(written);

        Assert.Equal(canonical, rule.Name);
        Assert.Equal(rule, Rules.Named(canonical));
    }

    [Theory]
    [InlineData("equal-shares utility=joy", "“utility” must be one of cost, cardinality, and is “joy”.")]
    [InlineData("equal-shares utility=cost utility=cost", "“utility” is there twice.")]
    [InlineData("equal-shares then=luck", "“then” must be greedy, and is “luck”.")]
    [InlineData("equal-shares increment=1", "An increment needs completion add1 or add1-official.")]
    [InlineData("equal-shares completion=add1 increment=0", "The increment must be an amount above zero such as 1 or 0.50, and is “0”.")]
    [InlineData("equal-shares completion=add1 increment=99999999999999999999", "The increment must be an amount above zero such as 1 or 0.50, and is “99999999999999999999”.")]
    [InlineData("equal-shares speed=high", "There is no “speed” in equal shares; there are utility, completion, increment, then and unless-preferred.")]
    [InlineData("equal-shares ", "There is no “” in equal shares; there are utility, completion, increment, then and unless-preferred.")]
    public void A_setting_that_there_is_not_is_refused_in_one_sentence(string written, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<UnknownRuleException>(() => Rules.Named(written)).Message);
}
