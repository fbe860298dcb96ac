using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>Fixes all that decides a vote, and begins its public board with it.</summary>
public class PublishRulesModel(ParticipationDb db, BallotLog log, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock)
    : BudgetAdminPage(db, me, almanac, words, clock)
{
    /// <summary>Null where the vote has none.</summary>
    public Commission? Commission { get; private set; }

    public Refusal? WhyNot => Budget.WhyNotPublishRules(Space, Commission, Now);

    public async Task<IActionResult> OnPostAsync()
    {
        Budget.PublishRules(Space, Commission, Now);
        await SaveAsync(BudgetPart.Rules);
        await log.OpenAsync(Budget, Space);

        return Done(Address, "admin.rules.published");
    }

    protected override async Task<bool> FindMoreAsync()
    {
        Commission = await Db.Commissions.SingleOrDefaultAsync(c => c.BudgetId == Budget.Id);
        return true;
    }
}
