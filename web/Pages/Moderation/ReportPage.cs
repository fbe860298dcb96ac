using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Database;
using Participation.Moderation;
using Participation.Web.Foundation;
using Participation.Web.Pages.Discussion;

namespace Participation.Web.Pages.Moderation;

/// <summary>A page on which something is reported to the moderators. It has found that, or answered 404.</summary>
public abstract class ReportPage(ParticipationDb db, Matters matters, CurrentPerson me, Words words, TimeProvider clock) : PageModel
{
    [BindProperty]
    public ReportReason? Reason { get; set; }

    [BindProperty(Name = "Words")]
    public string? Said { get; set; }

    public Case Case { get; private set; } = null!;
    public Refusal? WhyNot { get; private set; }

    protected ParticipationDb Db => db;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // What is hidden is before the moderators already.
        if (await FindAsync() is not { } id
            || (await db.CasesAsync([id], HttpContext.RequestAborted)).GetValueOrDefault(id) is not { IsHidden: false } found
            || await matters.FindAsync(found.Matter.Topic.Id, HttpContext.RequestAborted) is null)
        {
            context.Result = NotFound();
            return;
        }

        Case = found;
        await next();
    }

    public async Task OnGetAsync() => WhyNot = Report.WhyNot(Case.AuthorId, await me.RequireAsync());

    public async Task<IActionResult> OnPostAsync()
    {
        RefusedException.ThrowIf(Reason is null ? ModerationRefusals.NoSuchReason : null);

        db.Add(new Report(Case.Kind, Case.ThingId, Case.AuthorId, await me.RequireAsync(), Reason!.Value, Said, clock.GetUtcNow()));
        await db.SaveChangesAsync();

        TempData["Done"] = words["moderation.sent"];
        return LocalRedirect(Case.Path);
    }

    /// <returns>The id of the proposal or comment; null when there is none.</returns>
    protected abstract Task<Guid?> FindAsync();
}
