using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>Makes a new budget of a vote that was called off, with the same projects and settings.</summary>
public class HoldAgainModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    private readonly CurrentPerson _me = me;

    public void OnGet()
    {
        // The base has found all that the question needs.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var again = Budget.HoldAgain(Space, Now);
        again.WasChanged(BudgetPart.Whole, (await _me.RequireAsync()).Id, Now);
        Db.Add(again);
        await Db.SaveChangesAsync();

        return Done($"/admin/budgets/{again.Number}", "rules.cancel.again_done");
    }

    protected override Task<bool> FindMoreAsync() => Task.FromResult(Budget.CancelledAt is not null);
}
