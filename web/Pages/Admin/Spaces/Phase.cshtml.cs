using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Participation.Database;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>One phase, new or planned already: when it begins and ends on the town's clock, and what it opens.</summary>
public class PhaseModel(ParticipationDb db, CurrentPerson me, Words words, IOptions<TownOptions> town, TimeProvider clock) : SpaceAdminPage(db, me, words, clock)
{
    /// <summary><c>new</c>, or the id of one that is there.</summary>
    [FromRoute]
    public string Id { get; set; } = New;

    [BindProperty]
    public TypedText Title { get; set; } = new();

    [BindProperty]
    public TypedText Summary { get; set; } = new();

    [BindProperty]
    public TownTime StartsAt { get; set; } = new();

    [BindProperty]
    public TownTime EndsAt { get; set; } = new();

    [BindProperty]
    public List<Acts> Opens { get; set; } = [];

    public static IReadOnlyList<Acts> Choices { get; } = [Acts.Propose, Acts.Comment, Acts.Support, Acts.Vote];

    public Phase? Phase { get; private set; }

    public string Zone => town.Value.TimeZone;

    public void OnGet()
    {
        if (Phase is { } phase)
        {
            Title = TypedText.Of(phase.Title);
            Summary = TypedText.Of(phase.Summary);
            StartsAt = TownTime.Of(phase.StartsAt, town.Value.Zone);
            EndsAt = TownTime.Of(phase.EndsAt, town.Value.Zone);
            Opens = [.. Choices.Where(act => phase.Acts.HasFlag(act))];
        }
        else
        {
            var after = Space.Phases is [.., var last] ? last.EndsAt : Now;
            StartsAt = TownTime.Of(after, town.Value.Zone);
            EndsAt = new TownTime { Time = "18:00" };
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (title, zone) = (Title.ToText(), town.Value.Zone);
        Mind(title.IsEmpty ? SpaceRefusals.PhaseTitleMissing : null);
        Mind(StartsAt.WhyNotRead(zone, nameof(StartsAt), Phase?.StartsAt ?? default, out var starts));
        Mind(EndsAt.WhyNotRead(zone, nameof(EndsAt), Phase?.EndsAt ?? default, out var ends));
        if (ModelState.IsValid)
        {
            Mind(Space.WhyNotPlan(starts, ends, Phase));
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        var acts = Opens.Aggregate(Acts.None, (all, act) => all | act);
        if (Phase is null)
        {
            Db.Add(Space.Plan(title, Summary.ToText(), starts, ends, acts, Now));
        }
        else
        {
            Space.Replan(Phase, title, Summary.ToText(), starts, ends, acts, Now);
        }

        await SaveAsync(SpacePart.Phases);
        return Done(Address, "admin.saved");
    }

    protected override Task<bool> FindMoreAsync()
    {
        Phase = Guid.TryParse(Id, out var id) ? Space.Phases.FirstOrDefault(p => p.Id == id) : null;
        return Task.FromResult(Id == New || Phase is not null);
    }
}
