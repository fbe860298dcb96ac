using System.Globalization;

namespace Participation.Web.Foundation;

/// <summary>A date and a time as someone of the town types them: on the town's clock, whose hour is skipped once a year and told twice once.</summary>
public sealed class TownTime
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "d/M/yyyy"];
    private static readonly string[] TimeForms = ["HH:mm", "HH:mm:ss", "H:mm", "H'h'mm", "H'h'"];

    public string? Date { get; set; }

    public string? Time { get; set; }

    /// <summary>That moment as the town's clock shows it.</summary>
    public static TownTime Of(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return new TownTime
        {
            Date = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Time = local.ToString("HH:mm", CultureInfo.InvariantCulture),
        };
    }

    /// <param name="zone">The town's.</param>
    /// <param name="at">The moment, in UTC; where the clock tells the hour twice, the first of the two.</param>
    /// <param name="field">What the refusal is about.</param>
    /// <returns>Why it is no moment, or null.</returns>
    public Refusal? WhyNotRead(TimeZoneInfo zone, string field, out DateTimeOffset at)
    {
        at = default;
        if (!DateTime.TryParseExact(Date?.Trim(), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !TimeOnly.TryParseExact(Time?.Trim().Replace(" ", "", StringComparison.Ordinal), TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return new Refusal("date_missing") { Field = field };
        }

        var local = date + time.ToTimeSpan();
        if (zone.IsInvalidTime(local))
        {
            return new Refusal("time_skipped") { Field = field };
        }

        // The larger offset comes first: 2:30 in summer time is an hour before 2:30 in winter time.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        at = new DateTimeOffset(local, offset).ToUniversalTime();
        return null;
    }

    /// <summary>Like <see cref="WhyNotRead(TimeZoneInfo, string, out DateTimeOffset)"/>, but a moment that was not touched stays what it is, in the hour told twice too.</summary>
    public Refusal? WhyNotRead(TimeZoneInfo zone, string field, DateTimeOffset was, out DateTimeOffset at)
    {
        var refusal = WhyNotRead(zone, field, out at);
        if (refusal is null && TimeZoneInfo.ConvertTime(was, zone) is var before && TimeZoneInfo.ConvertTime(at, zone).DateTime == before.DateTime.AddTicks(-(before.Ticks % TimeSpan.TicksPerMinute)))
        {
            at = was;
        }

        return refusal;
    }
}
