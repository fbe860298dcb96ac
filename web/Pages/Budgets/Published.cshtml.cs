using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Spaces;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.Pages.Budgets;

/// <summary>All published results, the vote that closed last first, and how far what was chosen has come.</summary>
public class PublishedModel(ParticipationDb db, Almanac almanac) : PageModel
{
    private const int PageSize = 10;

    /// <summary>Shown of each budget; the others are on its own page.</summary>
    private const int MostProjects = 12;

    /// <summary>The number of the last budget on the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public int? After { get; set; }

    public IReadOnlyList<PublishedBudget> Budgets { get; private set; } = [];

    public Pager Pager { get; private set; } = new(null, null);

    public Almanac.Page Almanac { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken stop)
    {
        Almanac = await almanac.ReadAsync(stop);
        var seen = db.Spaces.Published().Select(s => s.Id);
        var after = After is { } number
            ? await db.Budgets.Where(b => b.Number == number).Select(b => new { b.ClosedAt, b.Number }).SingleOrDefaultAsync(stop)
            : null;

        var page = await db.Budgets.AsNoTracking()
            .Where(b => b.PublishedAt != null && seen.Contains(b.SpaceId))
            .Where(b => after == null || b.ClosedAt < after.ClosedAt || (b.ClosedAt == after.ClosedAt && b.Number < after.Number))
            .OrderByDescending(b => b.ClosedAt).ThenByDescending(b => b.Number)
            .Include(b => b.Result)
            .Take(PageSize + 1)
            .ToListAsync(stop);
        var ids = page.Select(b => b.Id).ToList();
        var chosen = await db.ProjectResults.AsNoTracking()
            .Where(r => ids.Contains(r.BudgetId) && r.Rank <= MostProjects)
            .OrderBy(r => r.Rank)
            .Join(db.Projects, r => r.ProjectId, p => p.Id, (_, p) => p)
            .ToListAsync(stop);
        var counts = await db.ProjectResults.Where(r => ids.Contains(r.BudgetId) && r.Rank != null)
            .GroupBy(r => r.BudgetId)
            .ToDictionaryAsync(g => g.Key, g => g.Count(), stop);

        Budgets = [.. page.Take(PageSize).Select(b => new PublishedBudget(b, counts.GetValueOrDefault(b.Id), [.. chosen.Where(p => p.BudgetId == b.Id)]))];
        Pager = new Pager(null, page.Count > PageSize ? $"/results?after={page[PageSize - 1].Number}" : null);
    }

    /// <summary>A published budget with the first of its chosen projects.</summary>
    public sealed record PublishedBudget(Budget Budget, int ChosenCount, IReadOnlyList<Project> Chosen);
}
