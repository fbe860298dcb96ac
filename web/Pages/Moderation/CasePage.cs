using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Moderation;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Moderation;

/// <summary>A page on which a moderator decides about one proposal or comment. It has found that, or answered 404.</summary>
public abstract class CasePage(ParticipationDb db, CurrentPerson me, TimeProvider clock) : PageModel
{
    /// <summary>Of the proposal or comment.</summary>
    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>The case to go on with in the queue; null when this one was opened by itself.</summary>
    [BindProperty]
    public Guid? Next { get; set; }

    public Case Case { get; private set; } = null!;

    protected ParticipationDb Db => db;

    protected CurrentPerson Me => me;

    protected TimeProvider Clock => clock;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if ((await db.CasesAsync([Id], HttpContext.RequestAborted)).GetValueOrDefault(Id) is not { } found)
        {
            context.Result = NotFound();
            return;
        }

        Case = found;
        await next();
    }

    /// <summary>Whoever reported it has been heard.</summary>
    protected async Task SettleAsync()
    {
        var moderator = await me.RequireAsync();
        foreach (var report in await db.Reports.Where(r => r.ThingId == Id && r.SettledAt == null).ToListAsync())
        {
            report.Settle(moderator, clock.GetUtcNow());
        }
    }

    /// <summary>On to the next case; or, where there was no queue, back to the thing.</summary>
    protected IActionResult GoOn() => Request.Form.ContainsKey(nameof(Next))
        ? LocalRedirect(Next is null ? "/moderation" : $"/moderation#case-{Next}")
        : LocalRedirect(Case.Path);
}
