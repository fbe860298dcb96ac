using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>Takes a space out of everyone's sight.</summary>
public class WithdrawModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : SpaceAdminPage(db, me, words, clock)
{
    public void OnGet()
    {
        // The base has found all that the question needs.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Space.Withdraw((await Me.RequireAsync()).Id, Now);
        await Db.SaveChangesAsync();

        return Done(Address, "admin.spaces.is_withdrawn");
    }
}
