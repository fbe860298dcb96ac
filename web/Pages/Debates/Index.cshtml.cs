using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Discussion;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Debates;

/// <summary>The debates of one space, the newest first.</summary>
public class IndexModel(ParticipationDb db, Almanac almanac, CurrentPerson me) : PageModel
{
    public const int PageSize = 20;

    [FromRoute]
    public string Slug { get; set; } = "";

    /// <summary>Only debates with a lower number.</summary>
    [FromQuery(Name = "before")]
    public int? Before { get; set; }

    public Space Space { get; private set; } = null!;
    public IReadOnlyList<Debate> Debates { get; private set; } = [];
    public string? NextPage { get; private set; }
    public bool CanOpen { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        CanOpen = await me.FindAsync() is { } person && Debate.WhyNotOpen(person) is null;
        if ((await almanac.ReadAsync(HttpContext.RequestAborted)).Space(Slug) is not { } space || (!space.IsPublished && !CanOpen))
        {
            return NotFound();
        }

        var debates = await db.Debates.AsNoTracking()
            .Where(d => d.SpaceId == space.Id && (Before == null || d.Number < Before))
            .OrderByDescending(d => d.Number).Take(PageSize + 1)
            .ToListAsync(HttpContext.RequestAborted);

        Space = space;
        Debates = [.. debates.Take(PageSize)];
        NextPage = debates.Count > PageSize ? $"/spaces/{Slug}/debates?before={Debates[^1].Number}" : null;
        return Page();
    }
}
