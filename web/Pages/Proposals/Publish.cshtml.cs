using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Places;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

/// <summary>The author reads a draft over, sees what is like it already, and publishes it.</summary>
[Authorize]
public class PublishModel(ParticipationDb db, Almanac almanac, CurrentPerson me, SimilarProposals similar, Words words, TimeProvider clock)
    : ProposalPage(db, almanac, me), IDrawnAgain
{
    public IReadOnlyList<SimilarProposal> Similar { get; private set; } = [];

    public Category? Category => Almanac.Category(Proposal.CategoryId);

    public District? District => Almanac.District(Proposal.DistrictId);

    /// <summary>Why there is no button; what is missing from the text comes after what is not open.</summary>
    public Refusal? WhyNot => Proposal.WhyNotPublish(Space, Person!, clock.GetUtcNow()) ?? Proposal.Text.WhyNotPublish();

    public Task OnGetAsync() => DrawAgainAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        Proposal.Publish(Space, Person!, clock.GetUtcNow());
        await Db.SaveChangesAsync();

        TempData["Done"] = words["proposals.publish.done"];
        return Redirect(Address);
    }

    public async Task DrawAgainAsync() => Similar = await similar.ToAsync(Proposal.SpaceId, Proposal.Title, Proposal.Id);

    protected override bool MayOpen() => Person?.Id == Proposal.AuthorId && Proposal.State == ProposalState.Draft;
}
