using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Database;
using Participation.Discussion;
using Participation.Spaces;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Debates;

/// <summary>The council puts a question.</summary>
[Authorize(Policy = Policies.Council)]
public class NewModel(ParticipationDb db, Almanac almanac, CurrentPerson me, Words words, TimeProvider clock) : PageModel
{
    [FromRoute]
    public string Slug { get; set; } = "";

    [BindProperty]
    public DebateText Text { get; set; } = new();

    public Space Space { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if ((await almanac.ReadAsync(HttpContext.RequestAborted)).Space(Slug) is not { } space)
        {
            context.Result = NotFound();
            return;
        }

        Space = space;
        await next();
    }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var debate = new Debate(Space, await me.RequireAsync(), Text.Titles, Text.Bodies, clock.GetUtcNow());
        db.Add(debate);
        await db.SaveChangesAsync();

        TempData["Done"] = words["discussion.debates.opened_done"];
        return LocalRedirect($"/debates/{debate.Number}");
    }
}
