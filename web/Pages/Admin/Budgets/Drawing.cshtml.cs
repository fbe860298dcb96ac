using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>The lot that gives each person one of several budgets of a space to vote in.</summary>
public class DrawingModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    private readonly CurrentPerson _me = me;

    /// <summary>As it was read out; empty lets everyone vote again who may.</summary>
    [BindProperty]
    public string? Seed { get; set; }

    /// <summary>Numbers of the other budgets among which the lot decides.</summary>
    [BindProperty]
    public int[] Others { get; set; } = [];

    /// <summary>The other budgets of the space whose rules are open.</summary>
    public IReadOnlyList<Budget> Neighbours { get; private set; } = [];

    public void OnGet()
    {
        Seed = Budget.Terms.Drawing?.Seed;
        Others = [.. Neighbours.Where(b => b.Terms.Drawing is not null && b.Terms.Drawing.Seed == Seed).Select(b => b.Number)];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var isDrawn = !string.IsNullOrWhiteSpace(Seed);
        var chosen = Neighbours.Where(b => Others.Contains(b.Number)).ToList();
        Mind(isDrawn && chosen.Count == 0 ? BudgetRefusals.NothingToDrawAmong : null);
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var person = await _me.RequireAsync();
        foreach (var left in Neighbours.Where(b => Budget.Terms.Drawing is not null && b.Terms.Drawing?.Seed == Budget.Terms.Drawing.Seed && !(isDrawn && chosen.Contains(b))))
        {
            left.Settle(Space, left.Terms.DrawnBy(null), Now);
            left.WasChanged(BudgetPart.Rules, person.Id, Now);
        }

        List<Budget> drawn = [.. chosen.Append(Budget).OrderBy(b => b.Number)];
        foreach (var (place, budget) in (isDrawn ? drawn : [Budget]).Index())
        {
            budget.Settle(Space, budget.Terms.DrawnBy(isDrawn ? new Drawing(Seed!, place, drawn.Count) : null), Now);
            if (budget != Budget)
            {
                budget.WasChanged(BudgetPart.Rules, person.Id, Now);
            }
        }

        await SaveAsync(BudgetPart.Rules);
        return Done(Address, "admin.saved");
    }

    protected override async Task<bool> FindMoreAsync()
    {
        var others = await Db.Budgets.WithProjects().Where(b => b.SpaceId == Space.Id && b.Id != Budget.Id && b.FileHash == null).OrderBy(b => b.Number).ToListAsync(HttpContext.RequestAborted);
        Neighbours = [.. others.Where(b => b.WhyNotChange(Space, Now) is null)];
        return true;
    }
}
