using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Discussion;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Debates;

/// <summary>A page about one debate. It has found the debate and its space, or answered 404.</summary>
public abstract class DebatePage(ParticipationDb db, Almanac almanac, CurrentPerson me) : PageModel
{
    [FromRoute]
    public int Number { get; set; }

    public Debate Debate { get; private set; } = null!;
    public Space Space { get; private set; } = null!;

    protected ParticipationDb Db => db;

    protected CurrentPerson Me => me;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await db.Debates.SingleOrDefaultAsync(d => d.Number == Number) is not { } debate
            || (await almanac.ReadAsync(HttpContext.RequestAborted)).Space(debate.SpaceId) is not { } space
            || (!space.IsPublished && (await me.FindAsync())?.IsCouncil != true))
        {
            context.Result = NotFound();
            return;
        }

        (Debate, Space) = (debate, space);
        await next();
    }
}
