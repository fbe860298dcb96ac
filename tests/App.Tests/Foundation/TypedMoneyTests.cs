using System.Globalization;
using Participation.Web.Foundation;
using Xunit;

namespace Participation.App.Tests.Foundation;

public class TypedMoneyTests
{
    [Theory]
    [InlineData("12500", 12_500_00)]
    [InlineData("12 500", 12_500_00)]
    [InlineData("12\u202f500\u00a0€", 12_500_00)]
    [InlineData("12500,5", 12_500_50)]
    [InlineData("12500.50", 12_500_50)]
    [InlineData("12,500", 12_500_00)]
    [InlineData("12.500,50", 12_500_50)]
    [InlineData("1,250,000.05", 1_250_000_05)]
    [InlineData("0", 0)]
    public void Amounts_are_read_as_people_type_them(string typed, long minor)
    {
        Assert.True(TypedMoney.TryRead(typed, out var read));

        Assert.Equal(minor, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("beaucoup")]
    [InlineData("-5")]
    [InlineData("12,50,0")]
    [InlineData("1e9")]
    [InlineData(",50")]
    [InlineData("99999999999999999999")]
    public void What_is_no_amount_is_not_guessed_at(string? typed) => Assert.False(TypedMoney.TryRead(typed, out _));

    [Theory]
    [InlineData(12_500_00, "12500")]
    [InlineData(12_500_50, "12500,50")]
    public void What_is_written_is_read_again(long minor, string written)
    {
        Assert.Equal(written, TypedMoney.Write(minor, CultureInfo.GetCultureInfo("fr-FR")));
        Assert.True(TypedMoney.TryRead(written, out var read));
        Assert.Equal(minor, read);
    }
}
