using Participation.Tally;
using Xunit;

namespace Participation.Domain.Tests.Tally;

public class FractionTests
{
    [Theory]
    [InlineData(6, 4, "3/2")]
    [InlineData(-6, 4, "-3/2")]
    [InlineData(6, -3, "-2")]
    [InlineData(0, 7, "0")]
    public void It_stands_in_lowest_terms(long above, long below, string text) => Assert.Equal(text, new Fraction(above, below).ToString());

    [Fact]
    public void Nothing_is_zero() => Assert.Equal((new Fraction(0, 5), "0"), (default, default(Fraction).ToString()));

    [Theory]
    [InlineData(7, 2, 3, 4)]
    [InlineData(-7, 2, -4, -3)]
    [InlineData(8, 2, 4, 4)]
    public void Whole_numbers_lie_on_both_sides_of_it(long above, long below, int floor, int ceiling) =>
        Assert.Equal((floor, ceiling), ((int)new Fraction(above, below).Floor(), (int)new Fraction(above, below).Ceiling()));

    [Fact]
    public void Nothing_is_lost_in_reckoning()
    {
        var third = new Fraction(1, 3);

        Assert.Equal(1, third + third + third);
        Assert.Equal(new Fraction(-1, 6), third - new Fraction(1, 2));
        Assert.Equal(new Fraction(2, 3), third / new Fraction(1, 2));
        Assert.True(third < new Fraction(334, 1000) && third > new Fraction(333, 1000) && third <= new Fraction(2, 6) && third >= new Fraction(2, 6));
    }

    [Fact]
    public void As_a_double_it_is_off_by_next_to_nothing()
    {
        var random = new Random(51);
        for (var i = 0; i < 1_000; i++)
        {
            var (above, below) = (random.NextInt64(1, long.MaxValue), random.NextInt64(1, long.MaxValue));

            var quotient = new Fraction(above, below).ToDouble();

            Assert.InRange(quotient / ((double)above / below), 1 - 1e-15, 1 + 1e-15);
        }
    }

    [Fact]
    public void There_is_no_division_by_zero() => Assert.Throws<DivideByZeroException>(() => new Fraction(1, 0));
}
