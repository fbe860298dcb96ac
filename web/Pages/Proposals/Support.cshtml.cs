using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Proposals;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

[Authorize]
public class SupportModel(ParticipationDb db, SupportBook book, Almanac almanac, CurrentPerson me, TimeProvider clock) : ProposalPage(db, almanac, me)
{
    /// <summary>Whoever signs in to support comes back here, and presses the button there.</summary>
    public IActionResult OnGet() => Redirect(Address);

    public async Task<IActionResult> OnPostAsync()
    {
        await book.EnterAsync(Proposal, Space, Person!, clock.GetUtcNow());

        return Redirect(Address);
    }

    protected override Task<Proposal?> LoadAsync(CancellationToken stop) => book.FindAsync(Number, Me.Id);
}
