using Participation.Spaces;
using Participation.Texts;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>What a new space begins with: the phases of a usual undertaking, one after the other. All can be changed afterwards.</summary>
/// <param name="Name">Of its texts under <c>admin.templates</c>.</param>
/// <param name="Phases">Name of the text, length in days and what it opens.</param>
public sealed record SpaceTemplate(string Name, IReadOnlyList<(string Name, int Days, Acts Acts)> Phases)
{
    private static readonly TimeOnly Morning = new(9, 0);
    private static readonly TimeOnly Evening = new(18, 0);

    public static IReadOnlyList<SpaceTemplate> All { get; } =
    [
        new("budget",
        [
            ("ideas", 42, Acts.Propose | Acts.Comment | Acts.Support), ("study", 42, Acts.None), ("vote", 21, Acts.Vote | Acts.Comment),
            ("results", 30, Acts.None), ("building", 730, Acts.Comment),
        ]),
        new("ideas", [("ideas", 42, Acts.Propose | Acts.Comment | Acts.Support), ("answers", 42, Acts.None), ("building", 365, Acts.Comment)]),
        new("consultation", [("discussion", 35, Acts.Propose | Acts.Comment | Acts.Support), ("summary", 35, Acts.None), ("decision", 30, Acts.Comment)]),
        new("information", [("information", 90, Acts.None)]),
    ];

    /// <summary>Plans the phases: the first begins in the morning, each ends in the evening and the next begins then.</summary>
    public void PlanIn(Space space, DateOnly firstDay, TimeZoneInfo zone, DateTimeOffset now)
    {
        var starts = At(firstDay, Morning, zone);
        var day = firstDay;
        foreach (var (name, days, acts) in Phases)
        {
            day = day.AddDays(days);
            var ends = At(day, Evening, zone);
            space.Plan(Text($"admin.template_phases.{name}.title"), Text($"admin.template_phases.{name}.text"), starts, ends, acts, now);
            starts = ends;
        }
    }

    private static LocalizedText Text(string key) => LocalizedText.Of(Language.Of("fr").Say(key), Language.Of("en").Say(key));

    // Neither nine in the morning nor six in the evening is ever skipped or told twice.
    private static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
