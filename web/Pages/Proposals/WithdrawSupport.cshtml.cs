using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

[Authorize]
public class WithdrawSupportModel(ParticipationDb db, Almanac almanac, CurrentPerson me, TimeProvider clock) : ProposalPage(db, almanac, me)
{
    public IActionResult OnGet() => Redirect(Address);

    public async Task<IActionResult> OnPostAsync()
    {
        Proposal.WithdrawSupport(Space, Person!, clock.GetUtcNow());
        await Db.SaveChangesAsync();

        return Redirect(Address);
    }
}
