using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Moderation;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Moderation;

/// <summary>A moderator takes something out of sight, and says why.</summary>
[Authorize(Policy = Policies.Moderator)]
public class HideModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : CasePage(db, me, clock)
{
    [BindProperty]
    public ReportReason? Reason { get; set; }

    [BindProperty(Name = "Words")]
    public string? Said { get; set; }

    public void OnGet() => Reason = Case.LastReason;

    public async Task<IActionResult> OnPostAsync()
    {
        RefusedException.ThrowIf(Reason is null ? ModerationRefusals.NoSuchReason : null);
        var reason = new PublicReason(Reason!.Value, Said).Kept();

        var (moderator, now) = (await Me.RequireAsync(), Clock.GetUtcNow());
        if (Case.Kind == ReportedKind.Comment)
        {
            (await Db.Comments.SingleAsync(c => c.Id == Id)).Hide(Case.Matter.Topic, moderator, reason, now);
        }
        else
        {
            (await Db.Proposals.SingleAsync(p => p.Id == Id)).Hide(moderator, reason, now);
        }

        await SettleAsync();
        await Db.SaveChangesAsync();

        TempData["Done"] = words["moderation.hidden"];
        return GoOn();
    }
}
