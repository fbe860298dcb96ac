using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Proposals;
using Participation.Web.Foundation;
using Participation.Web.Photos;

namespace Participation.Web.Pages.Proposals;

/// <summary>Keeps what is being written, while it is being written: the same form, sent by the page itself.</summary>
[Authorize]
public class DraftModel(ParticipationDb db, Almanac almanac, CurrentPerson me, SimilarProposals similar, PhotoLab lab, Words words, TimeProvider clock)
    : ProposalForm(db, almanac, me, similar, lab, words, clock)
{
    [BindProperty(SupportsGet = true)]
    public string Slug { get; set; } = "";

    public override string SendTo => $"/spaces/{Slug}/proposals/new";

    public IActionResult OnGet() => Redirect(SendTo);

    /// <returns>204 when it is kept; 409 with the reason when it is not.</returns>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            await SaveTextAsync();
            return new NoContentResult();
        }
        catch (RefusedException e)
        {
            return new JsonResult(new { reason = Words.Why(e.Refusal) }) { StatusCode = StatusCodes.Status409Conflict };
        }
    }

    protected override async Task<bool> FindAsync()
    {
        if (Almanac.Space(Slug) is not { } space || !space.IsPublished && !Person.IsCouncil)
        {
            return false;
        }

        Space = space;
        Proposal = await Db.Proposals.SingleOrDefaultAsync(p => p.Id == Draft);
        return HttpMethods.IsGet(Request.Method)
            || Draft != Guid.Empty && (Proposal is null || Proposal.AuthorId == Person.Id && Proposal.SpaceId == space.Id && Proposal.State == ProposalState.Draft);
    }
}
