using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.People;

/// <summary>Keeps an account from taking part, or lets it again. Who did it stays in the register.</summary>
public class SuspendModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : PersonAdminPage(db, me, words, clock)
{
    /// <summary>Whether the account is to be suspended.</summary>
    [BindProperty]
    public bool Suspended { get; set; }

    public IActionResult OnGet() => LocalRedirect(Address);

    public async Task<IActionResult> OnPostAsync()
    {
        Person.Suspend(Council, Suspended, Now);
        await Db.SaveChangesAsync();

        return Done(Address, Suspended ? "admin.people.is_suspended" : "admin.people.is_reinstated", ("name", Person.Name));
    }
}
