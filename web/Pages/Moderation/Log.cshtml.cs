using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Database;
using Participation.Moderation;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Moderation;

/// <summary>The public register of what was removed and why: without the words, and without names.</summary>
public class LogModel(ParticipationDb db, Almanac almanac) : PageModel
{
    [FromQuery(Name = "after")]
    public string? After { get; set; }

    public Almanac.Page Almanac { get; private set; } = null!;
    public IReadOnlyList<Removal> Removals { get; private set; } = [];
    public string? NextPage { get; private set; }

    public async Task OnGetAsync()
    {
        var removals = await db.RemovalsAsync(Participation.Moderation.After.Parse(After), HttpContext.RequestAborted);
        Removals = [.. removals.Take(ModerationQueries.PageSize)];
        NextPage = removals.Count > Removals.Count ? $"/moderation/log?after={new After(Removals[^1].At, Removals[^1].ThingId)}" : null;
        Almanac = await almanac.ReadAsync(HttpContext.RequestAborted);
    }
}
