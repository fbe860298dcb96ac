using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Proposals;
using Participation.Web.Foundation;
using Participation.Web.Photos;

namespace Participation.Web.Pages.Proposals;

/// <summary>The author goes on with a draft, or mends what is published while nobody supports it yet.</summary>
[Authorize, RequestSizeLimit(MostBytes), RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
public class EditModel(ParticipationDb db, Almanac almanac, CurrentPerson me, SimilarProposals similar, PhotoLab lab, Words words, TimeProvider clock)
    : ProposalForm(db, almanac, me, similar, lab, words, clock)
{
    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    public override string SendTo => $"/proposals/{Number}/edit";

    public Task OnGetAsync()
    {
        WhyNot = Proposal!.WhyNotEdit(Space, Person, Now);
        return FillAsync(Proposal);
    }

    /// <inheritdoc cref="NewModel.OnPostAsync"/>
    public async Task<IActionResult> OnPostAsync(string? then)
    {
        if (!IsDraft && !IsReady())
        {
            return await AgainAsync();
        }

        await SaveTextAsync();
        await SavePhotoAsync();
        if (then == "later" || !IsDraft ? !ModelState.IsValid : !IsReady())
        {
            return await AgainAsync();
        }

        return Redirect(!IsDraft ? $"/proposals/{Number}" : then == "later" ? "/account/proposals" : $"/proposals/{Number}/publish");
    }

    protected override async Task<bool> FindAsync()
    {
        Proposal = await Db.Proposals.SingleOrDefaultAsync(p => p.Number == Number && p.AuthorId == Person.Id);
        if (Proposal is null || Almanac.Space(Proposal.SpaceId) is not { } space)
        {
            return false;
        }

        (Space, Draft) = (space, Proposal.Id);
        return true;
    }
}
