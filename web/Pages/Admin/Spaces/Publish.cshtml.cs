using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>Shows a space to everyone.</summary>
public class PublishModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : SpaceAdminPage(db, me, words, clock)
{
    public void OnGet()
    {
        // The base has found all that the question needs.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Space.Publish(Now, (await Me.RequireAsync()).Id);
        await Db.SaveChangesAsync();

        return Done(Address, "admin.spaces.is_published");
    }
}
