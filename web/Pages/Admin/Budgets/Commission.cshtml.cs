using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>
/// Who sits in the election commission of a vote; and, while people vote, the counter: who lost her receipt has her ballot
/// taken out by the commission, and votes again.
/// </summary>
public class CommissionModel(ParticipationDb db, Voiding voiding, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    private const int MostFound = 20;

    private readonly CurrentPerson _me = me;

    /// <summary>A part of a name.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>Whom it is about.</summary>
    [BindProperty]
    public Guid PersonId { get; set; }

    public Commission Commission { get; private set; } = null!;

    /// <summary>Of the members, by id.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Those with such a name.</summary>
    public IReadOnlyList<Person> Found { get; private set; } = [];

    /// <summary>Orders that wait.</summary>
    public int Orders { get; private set; }

    /// <summary>Whoever is at work here.</summary>
    public Person Council { get; private set; } = null!;

    public Refusal? WhyNotSeat => Commission.WhyNotChange(Budget, Space, Council, Now);

    /// <summary>Why no lost receipt can be replaced at the counter now.</summary>
    public Refusal? WhyNotLost => Budget.WhyNotVoteNow(Space, Now) ?? VoidOrder.WhyNot(Budget, Commission, VoidReason.LostReceipt);

    /// <summary>Why the review cannot be ended in place of the commission.</summary>
    public Refusal? WhyNotEnd => Commission.WhyNotEnd(Budget, Council, Now);

    /// <summary>Whether someone may be looked for: to be given a seat, or because her receipt is lost.</summary>
    public bool Finds => WhyNotSeat is null || WhyNotLost is null;

    public async Task<IActionResult> OnPostAppointAsync()
    {
        var person = await Db.People.SingleOrDefaultAsync(p => p.Id == PersonId);
        if (person is null)
        {
            return NotFound();
        }

        Commission.Appoint(Budget, Space, person, Council, Now);
        if (Db.Entry(Commission).State == EntityState.Detached)
        {
            Db.Commissions.Add(Commission);
        }

        await SaveAsync(BudgetPart.Commission);
        return Done($"{Address}/commission", "commission.admin.appointed", ("name", person.Name));
    }

    public async Task<IActionResult> OnPostDismissAsync()
    {
        Commission.Dismiss(Budget, Space, PersonId, Council, Now);
        await SaveAsync(BudgetPart.Commission);

        return Done($"{Address}/commission", "commission.admin.dismissed");
    }

    public async Task<IActionResult> OnPostLostAsync()
    {
        await voiding.AskAsync(Budget, [PersonId], VoidReason.LostReceipt, Council, Now);

        return Done($"{Address}/commission", "commission.admin.asked");
    }

    protected override async Task<bool> FindMoreAsync()
    {
        var stop = HttpContext.RequestAborted;
        Council = await _me.RequireAsync();
        Commission = await Db.Commissions.SingleOrDefaultAsync(c => c.BudgetId == Budget.Id, stop) ?? new Commission(Budget);
        Names = await Db.People.NamesOfAsync(Commission.Members.Select(m => m.PersonId), stop);
        Orders = await Db.VoidOrders.CountAsync(o => o.BudgetId == Budget.Id, stop);
        if (Finds && !string.IsNullOrWhiteSpace(Search))
        {
            Found = await Db.People.AsNoTracking().Named(Search).OrderBy(p => p.Name).ThenBy(p => p.Id).Take(MostFound).ToListAsync(stop);
        }

        return true;
    }
}
