using Participation.Tally;
using Xunit;

namespace Participation.Domain.Tests.Tally;

public class ExactAmountTests
{
    [Theory]
    [InlineData("0", "0", 0)]
    [InlineData("400000.0", "400000", 0)]
    [InlineData("1331751.11", "1331751.11", 2)]
    [InlineData("007.50", "7.5", 1)]
    [InlineData("0.05", "0.05", 2)]
    [InlineData("9223372036854775807", "9223372036854775807", 0)]
    [InlineData("1.00000000000000000000000", "1", 0)]
    public void It_is_written_as_it_was_read_without_idle_zeros(string text, string expected, int decimals)
    {
        Assert.True(ExactAmount.TryParse(text, out var amount));

        Assert.Equal(expected, amount.ToString());
        Assert.Equal(decimals, amount.Decimals);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1.2.3")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("1 000")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("٣")]
    public void What_is_no_plain_number_is_not_read(string text) => Assert.False(ExactAmount.TryParse(text, out _));

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("0.0000000000000000001")]
    [InlineData("10000000000.1234567890")]
    public void More_digits_than_can_be_held_are_refused_and_never_rounded(string text) =>
        Assert.Throws<OverflowException>(() => ExactAmount.TryParse(text, out _));

    [Fact]
    public void It_is_given_in_smaller_units_exactly()
    {
        Assert.Equal(12_50, new ExactAmount(125, 1).InUnits(2));
        Assert.Equal(0, new ExactAmount(0, 0).InUnits(18));
    }

    [Fact]
    public void It_is_never_rounded_to_larger_units_nor_cut_to_fit()
    {
        Assert.Throws<OverflowException>(() => new ExactAmount(1250, 3).InUnits(1));
        Assert.Throws<OverflowException>(() => new ExactAmount(long.MaxValue, 0).InUnits(1));
    }

    [Fact]
    public void Equal_amounts_are_equal_however_written() => Assert.Equal(new ExactAmount(5, 0), new ExactAmount(500, 2));
}
