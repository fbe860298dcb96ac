using Microsoft.EntityFrameworkCore;
using Participation.Commissions;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>What the election commission of a vote is, for everyone: who sits in it, and what it took out.</summary>
public class CommissionModel(ParticipationDb db, Almanac almanac, CurrentPerson me, TimeProvider clock) : BudgetPage(db, almanac, me, clock)
{
    /// <summary>Null where the vote has none.</summary>
    public Commission? Commission { get; private set; }

    /// <summary>Of its members, by id.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<(VoidReason Reason, int Count)> Voided { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        Commission = await Db.Commissions.AsNoTracking().SingleOrDefaultAsync(c => c.BudgetId == Budget.Id, stop);
        if (Commission is not null)
        {
            Names = await Db.People.NamesOfAsync(Commission.Members.Select(m => m.PersonId), stop);
            Voided = await Db.VoidedAsync(Budget.Id, stop);
        }
    }
}
