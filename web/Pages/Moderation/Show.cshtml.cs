using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Moderation;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Moderation;

/// <summary>A moderator takes a removal back.</summary>
[Authorize(Policy = Policies.Moderator)]
public class ShowModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : CasePage(db, me, clock)
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (moderator, now) = (await Me.RequireAsync(), Clock.GetUtcNow());
        if (Case.Kind == ReportedKind.Comment)
        {
            (await Db.Comments.SingleAsync(c => c.Id == Id)).ShowAgain(Case.Matter.Topic, moderator, now);
        }
        else
        {
            (await Db.Proposals.SingleAsync(p => p.Id == Id)).ShowAgain(moderator, now);
        }

        await Db.SaveChangesAsync();

        TempData["Done"] = words["moderation.shown"];
        return GoOn();
    }
}
