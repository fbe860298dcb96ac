using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Files;
using Participation.Proposals;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

/// <summary>Throws a draft away, with its photo. Nobody else has ever seen it.</summary>
[Authorize]
public class DiscardModel(ParticipationDb db, Almanac almanac, CurrentPerson me, Words words) : ProposalPage(db, almanac, me)
{
    public IActionResult OnGet() => Redirect("/account/proposals");

    public async Task<IActionResult> OnPostAsync()
    {
        RefusedException.ThrowIf(Proposal.WhyNotDiscard(Person!));

        await using var transaction = await Db.Database.BeginTransactionAsync();
        await Db.Topics.Where(t => t.Id == Proposal.Id).ExecuteDeleteAsync();
        Db.Remove(Proposal);
        await Db.SaveChangesAsync();
        await Db.Files.UnusedOf(Db, Proposal.PhotoId).ExecuteDeleteAsync();
        await transaction.CommitAsync();

        TempData["Done"] = words["proposals.mine.discarded"];
        return Redirect("/account/proposals");
    }

    protected override bool MayOpen() => base.MayOpen() && Proposal.State == ProposalState.Draft;
}
