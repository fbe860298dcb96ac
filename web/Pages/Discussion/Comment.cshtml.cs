using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Discussion;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Discussion;

/// <summary>A comment on a proposal, debate or project, or an answer to another one.</summary>
[Authorize]
public class CommentModel(ParticipationDb db, Matters matters, CurrentPerson me, Words words, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Guid TopicId { get; set; }

    /// <summary>The comment that this one answers.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Parent { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    public Matter Matter { get; private set; } = null!;
    public Space Space { get; private set; } = null!;
    public Comment? Answered { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Answered = Parent is null ? null : await db.Comments.SingleOrDefaultAsync(c => c.Id == Parent && c.TopicId == TopicId);
        if (await matters.FindAsync(TopicId, HttpContext.RequestAborted) is not { } found || Parent is not null && Answered is null)
        {
            context.Result = NotFound();
            return;
        }

        (Matter, Space) = found;
        await next();
    }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var comment = Comment.Post(Space, Matter.Thing, Matter.Topic, Answered, await me.RequireAsync(), Body ?? "", clock.GetUtcNow());
        db.Add(comment);
        await db.SaveChangesAsync();

        TempData["Done"] = words["discussion.published"];
        return LocalRedirect(Matter.Path + await db.PlaceOfAsync(comment));
    }
}
