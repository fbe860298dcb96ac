using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>All budgets, newest first.</summary>
public class IndexModel(ParticipationDb db, Almanac almanac, Words words) : AdminPage(words)
{
    public const int PageSize = 30;

    /// <summary>The number of the last budget of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public int? After { get; set; }

    public IReadOnlyList<Budget> Budgets { get; private set; } = [];
    public Almanac.Page Almanac { get; private set; } = null!;
    public Pager Pager { get; private set; } = new(null, null);

    public async Task OnGetAsync()
    {
        Almanac = await almanac.ReadAsync(HttpContext.RequestAborted);
        var budgets = await db.Budgets.AsNoTracking()
            .Where(b => After == null || b.Number < After)
            .OrderByDescending(b => b.Number)
            .Take(PageSize + 1)
            .ToListAsync(HttpContext.RequestAborted);
        Budgets = [.. budgets.Take(PageSize)];
        Pager = new Pager(After is null ? null : "/admin/budgets", budgets.Count > PageSize ? $"/admin/budgets?after={Budgets[^1].Number}" : null);
    }
}
