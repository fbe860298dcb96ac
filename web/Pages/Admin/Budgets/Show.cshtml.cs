using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>A budget as the council runs it: its texts, its projects, how far the chosen ones have come.</summary>
public class ShowModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    public long TotalMinor => Budget.Projects.Sum(p => p.CostMinor);

    /// <summary>For a vote called off, the number of the budget that holds it again; null where none does yet.</summary>
    public int? HeldAgain { get; private set; }

    public async Task OnGetAsync() =>
        HeldAgain = await Db.Budgets.Where(b => b.RepeatsId == Budget.Id).Select(b => (int?)b.Number).SingleOrDefaultAsync(HttpContext.RequestAborted);
}
