using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>A budget as the council runs it: its texts, its projects, how far the chosen ones have come.</summary>
public class ShowModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    public long TotalMinor => Budget.Projects.Sum(p => p.CostMinor);

    public void OnGet()
    {
        // The base has found all that the page shows.
    }
}
