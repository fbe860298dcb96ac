using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Proposals;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

/// <summary>While a title is being typed: the box with what is like it already; 204 when there is nothing.</summary>
public class SimilarModel(SimilarProposals similar, Almanac almanac) : PageModel
{
    public IReadOnlyList<SimilarProposal> Similar { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, string? q, CancellationToken stop)
    {
        if ((await almanac.ReadAsync(stop)).Space(slug) is not { IsPublished: true } space)
        {
            return NotFound();
        }

        Similar = await similar.ToAsync(space.Id, q, stop: stop);
        return Similar.Count > 0 ? Page() : new NoContentResult();
    }
}
