using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Discussion;
using Participation.Web.Foundation;
using Participation.Web.Pages.Discussion;

namespace Participation.Web.Pages.Comments;

/// <summary>A page about one comment. It has found the comment and what that is about, or answered 404.</summary>
public abstract class CommentPage(ParticipationDb db, Matters matters, CurrentPerson me) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    public Comment Comment { get; private set; } = null!;
    public Matter Matter { get; private set; } = null!;

    protected ParticipationDb Db => db;

    protected CurrentPerson Me => me;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await db.Comments.SingleOrDefaultAsync(c => c.Id == Id) is not { } comment
            || await matters.FindAsync(comment.TopicId, HttpContext.RequestAborted) is not { } found)
        {
            context.Result = NotFound();
            return;
        }

        (Comment, Matter) = (comment, found.Matter);
        await next();
    }

    /// <summary>Back to the comment, in its place.</summary>
    protected async Task<IActionResult> ReturnAsync() => LocalRedirect(Matter.Path + await db.PlaceOfAsync(Comment));
}
