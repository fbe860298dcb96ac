using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>Fixes all that decides a vote, and begins its public board with it.</summary>
public class PublishRulesModel(ParticipationDb db, BallotLog log, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock)
    : BudgetAdminPage(db, me, almanac, words, clock)
{
    public Refusal? WhyNot => Budget.WhyNotPublishRules(Space, Now);

    public async Task<IActionResult> OnPostAsync()
    {
        Budget.PublishRules(Space, Now);
        await SaveAsync(BudgetPart.Rules);
        await log.OpenAsync(Budget, Space);

        return Done(Address, "admin.rules.published");
    }
}
