using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.People;

/// <summary>Says that a person lives in the town: someone at the town hall made sure.</summary>
public class VerifyModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : PersonAdminPage(db, me, words, clock)
{
    public IActionResult OnGet() => LocalRedirect(Address);

    public async Task<IActionResult> OnPostAsync()
    {
        RefusedException.ThrowIf(Person.WhyNotVerify(Council));

        Person.Verify(Now, Council.Id);
        await Db.SaveChangesAsync();

        return Done(Address, "admin.people.is_verified", ("name", Person.Name));
    }
}
