using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>The votes that go on now, or whose papers are still to be entered.</summary>
[Authorize(Policy = Policies.Moderator)]
public class IndexModel(ParticipationDb db, Almanac almanac, TimeProvider clock) : PageModel
{
    private const int Most = 50;

    public IReadOnlyList<Budget> Budgets { get; private set; } = [];

    public Almanac.Page Almanac { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken stop)
    {
        Almanac = await almanac.ReadAsync(stop);
        var open = await db.Budgets.AsNoTracking().Where(b => b.ClosedAt == null && b.FileHash == null).OrderByDescending(b => b.Number).ToListAsync(stop);
        Budgets = [.. open.Where(b => Almanac.Space(b.SpaceId) is { IsPublished: true } space && (b.OnlineEndedAt is not null || b.WhyNotVoteNow(space, clock.GetUtcNow()) is null)).Take(Most)];
    }
}
