using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Commissions;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>A page for those who have a seat in the commission of a vote, and for nobody else.</summary>
[Authorize]
public abstract class MemberPage(ParticipationDb db, Almanac almanac, CurrentPerson me, TimeProvider clock) : BudgetPage(db, almanac, me, clock)
{
    public Commission Commission { get; private set; } = null!;

    /// <summary>The reader's own.</summary>
    public Commissioner Seat { get; private set; } = null!;

    protected override async Task<IActionResult?> TurnAwayAsync()
    {
        var person = await Me.RequireAsync();
        if (await Db.Commissions.SingleOrDefaultAsync(c => c.BudgetId == Budget.Id) is not { } commission || commission.MemberOf(person.Id) is not { } seat)
        {
            return Forbid();
        }

        (Commission, Seat) = (commission, seat);
        return null;
    }
}
