using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Moderation;

/// <summary>A moderator finds nothing wrong with what was reported.</summary>
[Authorize(Policy = Policies.Moderator)]
public class KeepModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : CasePage(db, me, clock)
{
    public IActionResult OnGet() => LocalRedirect($"/moderation#case-{Id}");

    public async Task<IActionResult> OnPostAsync()
    {
        await SettleAsync();
        await Db.SaveChangesAsync();

        TempData["Done"] = words["moderation.kept"];
        return GoOn();
    }
}
