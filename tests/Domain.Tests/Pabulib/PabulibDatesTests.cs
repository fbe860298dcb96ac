using Participation.Pabulib;
using Xunit;

namespace Participation.Domain.Tests.Pabulib;

public class PabulibDatesTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("01.03.2024", "15.03.2024", "2024-03-01", "2024-03-16")]
    [InlineData("1.3.2024", "15.3.2024", "2024-03-01", "2024-03-16")]
    [InlineData("2021", "2021", "2021-01-01", "2022-01-01")]
    [InlineData("03.2021", "04.2021", "2021-03-01", "2021-05-01")]
    [InlineData("2021", null, "2021-01-01", "2022-01-01")]
    [InlineData("15.03.2024", "01.03.2024", "2024-03-01", "2024-03-02")]
    [InlineData("soon", "31.12.2026", "2026-12-31", "2027-01-01")]
    public void The_last_day_belongs_to_the_vote(string? begin, string? end, string startsAt, string endsAt) =>
        Assert.Equal((Day(startsAt), Day(endsAt)), Time(("date_begin", begin), ("date_end", end)));

    [Fact]
    public void A_vote_that_the_file_puts_into_the_future_ends_now() =>
        Assert.Equal((Day("2027-01-01"), Now), Time(("date_begin", "2027"), ("date_end", "2027")));

    [Fact]
    public void Without_dates_the_instance_may_tell_the_year() => Assert.Equal((Day("2019-01-01"), Day("2020-01-01")), Time(("instance", "2019")));

    [Fact]
    public void A_file_that_tells_nothing_was_held_yesterday() => Assert.Equal((Now.AddDays(-1), Now), Time(("instance", "S5")));

    private static (DateTimeOffset, DateTimeOffset) Time(params (string Key, string? Value)[] meta) =>
        PabulibDates.VotingTime(meta.Where(m => m.Value is not null).ToDictionary(m => m.Key, m => m.Value!), TimeZoneInfo.Utc, Now);

    private static DateTimeOffset Day(string day) => new(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
}
