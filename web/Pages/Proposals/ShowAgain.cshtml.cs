using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

[Authorize(Policies.Moderator)]
public class ShowAgainModel(ParticipationDb db, Almanac almanac, CurrentPerson me, TimeProvider clock) : ProposalPage(db, almanac, me)
{
    public IActionResult OnGet() => Redirect(Address);

    public async Task<IActionResult> OnPostAsync()
    {
        Proposal.ShowAgain(Person!, clock.GetUtcNow());
        await Db.SaveChangesAsync();

        return Redirect(Address);
    }
}
