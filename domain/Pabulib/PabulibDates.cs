using System.Globalization;

namespace Participation.Pabulib;

/// <summary>When the vote of a file was held, as far as its META tells.</summary>
public static class PabulibDates
{
    private static readonly string[] Days = ["d.M.yyyy", "yyyy-MM-dd", "d/M/yyyy"];
    private static readonly string[] Months = ["M.yyyy", "yyyy-MM"];

    /// <param name="meta">Its <c>date_begin</c> and <c>date_end</c>: a day, a month or a year; else <c>instance</c>, where that is a year.</param>
    /// <param name="zone">Where days begin and end.</param>
    /// <param name="now">The vote is over: later dates end here.</param>
    /// <returns>Half-open and never empty; the day before <paramref name="now"/> where the file tells nothing.</returns>
    public static (DateTimeOffset StartsAt, DateTimeOffset EndsAt) VotingTime(IReadOnlyDictionary<string, string> meta, TimeZoneInfo zone, DateTimeOffset now)
    {
        var begin = Stretch(meta.GetValueOrDefault("date_begin"));
        var end = Stretch(meta.GetValueOrDefault("date_end"));
        var held = begin ?? end ?? Stretch(meta.GetValueOrDefault("instance"));

        var endsAt = (end ?? held) is { } last ? Earlier(Midnight(last.After, zone), now) : now;
        var startsAt = held is { } first ? Midnight(first.First, zone) : endsAt;

        return (startsAt < endsAt ? startsAt : endsAt.AddDays(-1), endsAt);
    }

    private static (DateOnly First, DateOnly After)? Stretch(string? text) =>
        Parse(text, Days) is { } day ? (day, day.AddDays(1))
        : Parse(text, Months) is { } month ? (month, month.AddMonths(1))
        : Parse(text, ["yyyy"]) is { } year ? (year, year.AddYears(1))
        : null;

    // Nothing before the year 1900 was a participatory budget, and such dates leave what databases hold.
    private static DateOnly? Parse(string? text, string[] formats) =>
        DateOnly.TryParseExact(text?.Trim(), formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1900 and < 3000
            ? date
            : null;

    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);

        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
