using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Database;
using Participation.Moderation;
using Participation.Web.Accounts;

namespace Participation.Web.Pages.Moderation;

/// <summary>What people reported and nobody has decided yet.</summary>
[Authorize(Policy = Policies.Moderator)]
public class IndexModel(ParticipationDb db) : PageModel
{
    [FromQuery(Name = "after")]
    public string? After { get; set; }

    public int CasesWaiting { get; private set; }
    public IReadOnlyList<(Waiting Waiting, Case Case)> Cases { get; private set; } = [];
    public string? NextPage { get; private set; }

    public async Task OnGetAsync()
    {
        var waiting = await db.WaitingAsync(Participation.Moderation.After.Parse(After), HttpContext.RequestAborted);
        var shown = waiting.Take(ModerationQueries.PageSize).ToList();
        var cases = await db.CasesAsync([.. shown.Select(w => w.ThingId)], HttpContext.RequestAborted);

        Cases = [.. shown.Where(w => cases.ContainsKey(w.ThingId)).Select(w => (w, cases[w.ThingId]))];
        NextPage = waiting.Count > shown.Count ? $"/moderation?after={new After(shown[^1].LastAt, shown[^1].ThingId)}" : null;
        CasesWaiting = await db.CasesWaitingAsync(HttpContext.RequestAborted);
    }
}
