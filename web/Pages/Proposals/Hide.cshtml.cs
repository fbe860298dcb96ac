using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

/// <summary>A moderator takes a proposal out of sight, with a reason that everyone can read.</summary>
[Authorize(Policies.Moderator)]
public class HideModel(ParticipationDb db, Almanac almanac, CurrentPerson me, Words words, TimeProvider clock) : ProposalPage(db, almanac, me)
{
    [BindProperty]
    public string? Reason { get; set; }

    public Refusal? WhyNot => Proposal.WhyNotHide(Person!);

    public void OnGet() => Reason = Proposal.HiddenReason;

    public async Task<IActionResult> OnPostAsync()
    {
        Proposal.Hide(Person!, Reason ?? "", clock.GetUtcNow());
        await Db.SaveChangesAsync();

        TempData["Done"] = words["proposals.hide.done"];
        return Redirect(Address);
    }
}
