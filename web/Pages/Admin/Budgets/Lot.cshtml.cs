using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>The lot that decides between equals: what was drawn in public, and the order that it gives.</summary>
public class LotModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    /// <summary>As it was read out; empty undoes the lot.</summary>
    [BindProperty]
    public string? Seed { get; set; }

    public void OnGet() => Seed = Budget.Terms.LotSeed;

    public async Task<IActionResult> OnPostAsync()
    {
        await SettleAsync(Budget.Terms with { LotSeed = string.IsNullOrWhiteSpace(Seed) ? null : Seed });

        return Done($"{Address}/lot", "admin.saved");
    }
}
