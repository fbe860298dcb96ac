using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;
using Participation.Web.Pages.Discussion;

namespace Participation.Web.Pages.Comments;

/// <summary>An author mends their words, while they are fresh.</summary>
[Authorize]
public class EditModel(ParticipationDb db, Matters matters, CurrentPerson me, Words words, TimeProvider clock) : CommentPage(db, matters, me)
{
    [BindProperty]
    public string? Body { get; set; }

    public Refusal? WhyNot { get; private set; }

    public async Task OnGetAsync()
    {
        WhyNot = Comment.WhyNotEdit(await Me.RequireAsync(), clock.GetUtcNow());
        Body = WhyNot is null ? Comment.Body : null;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Comment.Edit(await Me.RequireAsync(), Body ?? "", clock.GetUtcNow());
        await Db.SaveChangesAsync();

        TempData["Done"] = words["discussion.saved"];
        return await ReturnAsync();
    }
}
