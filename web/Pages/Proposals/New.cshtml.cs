using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Proposals;
using Participation.Web.Foundation;
using Participation.Web.Photos;

namespace Participation.Web.Pages.Proposals;

/// <summary>An empty form. Opening it keeps nothing; the first thing sent begins the draft.</summary>
[Authorize, RequestSizeLimit(MostBytes), RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
public class NewModel(ParticipationDb db, Almanac almanac, CurrentPerson me, SimilarProposals similar, PhotoLab lab, Words words, TimeProvider clock)
    : ProposalForm(db, almanac, me, similar, lab, words, clock)
{
    [BindProperty(SupportsGet = true)]
    public string Slug { get; set; } = "";

    /// <summary>Of this person, in this space.</summary>
    public int Drafts { get; private set; }

    public override string SendTo => $"/spaces/{Slug}/proposals/new";

    public async Task OnGetAsync()
    {
        Drafts = await Db.Proposals.CountAsync(p => p.AuthorId == Person.Id && p.SpaceId == Space.Id && p.State == ProposalState.Draft);
        WhyNot = Proposal.WhyNotBegin(Space, Person, Drafts, Now);
        (Draft, Form) = (Guid.CreateVersion7(), Guid.NewGuid());
    }

    /// <param name="then"><c>later</c> to come back to it another day; else it is read over before it is published.</param>
    public async Task<IActionResult> OnPostAsync(string? then)
    {
        await SaveTextAsync();
        await SavePhotoAsync();
        if (then == "later" ? !ModelState.IsValid : !IsReady())
        {
            return await AgainAsync();
        }

        return Redirect(then == "later" ? "/account/proposals" : $"/proposals/{Proposal!.Number}/publish");
    }

    protected override async Task<bool> FindAsync()
    {
        if (Almanac.Space(Slug) is not { } space || !space.IsPublished && !Person.IsCouncil)
        {
            return false;
        }

        Space = space;
        Proposal = Draft == Guid.Empty ? null : await Db.Proposals.SingleOrDefaultAsync(p => p.Id == Draft);
        return Proposal is null || Proposal.AuthorId == Person.Id && Proposal.SpaceId == space.Id;
    }
}
