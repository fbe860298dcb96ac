using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Commissions;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>Where the council ends a review that the commission has let lie, with a reason that everyone reads. Where there is no commission, the answer is 404.</summary>
public class EndReviewModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    private readonly CurrentPerson _me = me;
    private Person _person = null!;
    private Commission _commission = null!;

    [BindProperty]
    public TypedText Reason { get; set; } = new();

    /// <summary>Requests that would be dropped.</summary>
    public int Orders { get; private set; }

    public Refusal? WhyNot => _commission.WhyNotEnd(Budget, _person, Now);

    public void OnGet()
    {
        // The base has found all that the page shows.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        RefusedException.ThrowIf(Version == Budget.Version ? null : PersonRefusals.ChangedMeanwhile);
        await Db.EndReviewAsync(_commission, Budget, _person, Reason.ToText(), Now, HttpContext.RequestAborted);

        return Done($"{Address}/commission", "commission.end.done");
    }

    protected override async Task<bool> FindMoreAsync()
    {
        var stop = HttpContext.RequestAborted;
        _person = await _me.RequireAsync();
        if (await Db.Commissions.SingleOrDefaultAsync(c => c.BudgetId == Budget.Id, stop) is not { } commission)
        {
            return false;
        }

        _commission = commission;
        Orders = await Db.VoidOrders.CountAsync(o => o.BudgetId == Budget.Id, stop);
        return true;
    }
}
