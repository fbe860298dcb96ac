using Participation.Web.Foundation;
using Xunit;

namespace Participation.App.Tests.Foundation;

public class TownTimeTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("2027-03-01", "18:00", "2027-03-01T17:00:00Z")]
    [InlineData("2027-07-01", "18:00", "2027-07-01T16:00:00Z")]
    [InlineData("1/3/2027", "18h", "2027-03-01T17:00:00Z")]
    [InlineData("01/03/2027", "18 h 30", "2027-03-01T17:30:00Z")]
    public void A_date_and_time_are_those_of_the_towns_clock(string date, string time, string utc)
    {
        Assert.Null(new TownTime { Date = date, Time = time }.WhyNotRead(Paris, "StartsAt", out var at));

        Assert.Equal(DateTimeOffset.Parse(utc, null), at);
    }

    [Theory]
    [InlineData(null, "18:00")]
    [InlineData("2027-03-01", null)]
    [InlineData("2027-02-30", "18:00")]
    [InlineData("2027-03-01", "25:00")]
    public void What_is_no_date_and_time_is_said_at_its_field(string? date, string? time) =>
        Assert.Equal(
            new Refusal("date_missing") { Field = "StartsAt" },
            new TownTime { Date = date, Time = time }.WhyNotRead(Paris, "StartsAt", out _));

    [Fact]
    public void The_hour_that_spring_skips_is_refused() =>
        Assert.Equal("time_skipped", new TownTime { Date = "2027-03-28", Time = "02:30" }.WhyNotRead(Paris, "StartsAt", out _)!.Code);

    [Fact]
    public void Of_the_hour_that_autumn_tells_twice_the_first_is_meant()
    {
        Assert.Null(new TownTime { Date = "2027-10-31", Time = "02:30" }.WhyNotRead(Paris, "EndsAt", out var at));

        Assert.Equal(new DateTimeOffset(2027, 10, 31, 0, 30, 0, TimeSpan.Zero), at);
    }

    [Theory]
    [InlineData("2027-10-31T00:30:00Z")]
    [InlineData("2027-10-31T01:30:00Z")]
    [InlineData("2027-06-01T10:07:42Z")]
    public void A_moment_that_was_not_touched_stays_what_it_is(string utc)
    {
        var was = DateTimeOffset.Parse(utc, null);

        Assert.Null(TownTime.Of(was, Paris).WhyNotRead(Paris, "EndsAt", was, out var at));

        Assert.Equal(was, at);
    }
}
