using Microsoft.AspNetCore.Mvc;
using Participation.Web.Foundation;
using Participation.Web.Look;
using Participation.Web.Pages.Spaces;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>All spaces, the unpublished among them.</summary>
public class IndexModel(Almanac almanac, Words words, TimeProvider clock) : AdminPage(words)
{
    public const int PageSize = 30;

    [BindProperty(SupportsGet = true, Name = "n")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<SpaceGlance> Spaces { get; private set; } = [];
    public Pager Pager { get; private set; } = new(null, null);

    public async Task OnGetAsync()
    {
        PageNumber = Math.Clamp(PageNumber, 1, 10_000);
        var all = SpaceGlance.Sorted((await almanac.ReadAsync(HttpContext.RequestAborted)).Spaces, clock.GetUtcNow());
        Spaces = [.. all.Skip((PageNumber - 1) * PageSize).Take(PageSize)];
        Pager = new Pager(
            PageNumber > 1 ? $"/admin/spaces?n={PageNumber - 1}" : null,
            all.Count > PageNumber * PageSize ? $"/admin/spaces?n={PageNumber + 1}" : null);
    }
}
