using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

/// <summary>The author takes a published proposal back. It stays readable; nobody supports it any more.</summary>
[Authorize]
public class WithdrawModel(ParticipationDb db, Almanac almanac, CurrentPerson me, Words words, TimeProvider clock) : ProposalPage(db, almanac, me)
{
    public Refusal? WhyNot => Proposal.WhyNotWithdraw(Person!);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Proposal.Withdraw(Person!, clock.GetUtcNow());
        await Db.SaveChangesAsync();

        TempData["Done"] = words["proposals.withdraw.done"];
        return Redirect(Address);
    }
}
