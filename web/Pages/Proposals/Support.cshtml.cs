using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

[Authorize]
public class SupportModel(ParticipationDb db, Almanac almanac, CurrentPerson me, TimeProvider clock) : ProposalPage(db, almanac, me)
{
    /// <summary>Whoever signs in to support comes back here, and presses the button there.</summary>
    public IActionResult OnGet() => Redirect(Address);

    public async Task<IActionResult> OnPostAsync()
    {
        Proposal.Support(Space, Person!, clock.GetUtcNow());
        await Db.SaveChangesAsync();

        return Redirect(Address);
    }
}
