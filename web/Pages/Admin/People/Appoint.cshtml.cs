using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.People;

/// <summary>Gives or takes a role. Who did it stays in the register.</summary>
public class AppointModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : PersonAdminPage(db, me, words, clock)
{
    [BindProperty]
    public Role Role { get; set; }

    public IActionResult OnGet() => LocalRedirect(Address);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid || !Enum.IsDefined(Role))
        {
            return LocalRedirect(Address);
        }

        Person.AppointAs(Council, Role, Now);
        await Db.SaveChangesAsync();

        return Done(Address, "admin.people.is_appointed", ("name", Person.Name));
    }
}
