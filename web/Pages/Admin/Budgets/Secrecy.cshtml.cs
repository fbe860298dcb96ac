using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>From whom ballots are secret: from everyone once they are cast, or from the town's server even then.</summary>
public class SecrecyModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    /// <summary>See <see cref="VoteTerms.ByPermit"/>.</summary>
    [BindProperty]
    public bool ByPermit { get; set; }

    public void OnGet() => ByPermit = Budget.Terms.ByPermit;

    public async Task<IActionResult> OnPostAsync()
    {
        await SettleAsync(Budget.Terms with { ByPermit = ByPermit });

        return Done(Address, "admin.saved");
    }
}
