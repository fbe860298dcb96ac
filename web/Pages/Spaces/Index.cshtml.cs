using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.Pages.Spaces;

/// <summary>All that is published: what is going on first, then what comes; what is over, a page at a time.</summary>
public class IndexModel(Almanac almanac, TimeProvider clock) : PageModel
{
    public const int PastPageSize = 12;

    /// <summary>Of what is over, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = "n")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<SpaceGlance> Current { get; private set; } = [];
    public IReadOnlyList<SpaceGlance> Coming { get; private set; } = [];
    public IReadOnlyList<SpaceGlance> Past { get; private set; } = [];
    public Pager Pager { get; private set; } = new(null, null);

    public async Task OnGetAsync()
    {
        PageNumber = Math.Clamp(PageNumber, 1, 10_000);
        var spaces = SpaceGlance.Sorted((await almanac.ReadAsync(HttpContext.RequestAborted)).Spaces.Where(s => s.IsPublished), clock.GetUtcNow());

        if (PageNumber == 1)
        {
            Current = [.. spaces.Where(s => s.IsCurrent)];
            Coming = [.. spaces.Where(s => s.Stage == SpaceStage.Soon)];
        }

        var past = spaces.Where(s => s.Stage == SpaceStage.Over).OrderByDescending(EndOf).ToList();
        Past = [.. past.Skip((PageNumber - 1) * PastPageSize).Take(PastPageSize)];
        Pager = new Pager(
            PageNumber > 1 ? $"/spaces?n={PageNumber - 1}" : null,
            past.Count > PageNumber * PastPageSize ? $"/spaces?n={PageNumber + 1}" : null);
    }

    private static DateTimeOffset EndOf(SpaceGlance glance) => glance.Space.Phases is [.., var last] ? last.EndsAt : glance.Space.CreatedAt;
}
