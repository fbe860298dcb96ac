using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>Which parts of the amount belong to districts, or to categories, first.</summary>
public class ReservesModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    /// <summary>What parts are for; null for no parts.</summary>
    [BindProperty]
    public ReserveKind? Kind { get; set; }

    /// <summary>In euros, as typed, by id of district or category; empty where nothing is reserved.</summary>
    [BindProperty]
    public Dictionary<Guid, string?> Amounts { get; set; } = [];

    /// <summary>What parts may be for, with the name that readers know.</summary>
    public IEnumerable<(ReserveKind Kind, Guid Id, string Name)> Candidates =>
        Almanac.Districts.Select(d => (ReserveKind.District, d.Id, d.Name)).Concat(Space.Categories.Select(c => (ReserveKind.Category, c.Id, Words.In(c.Name))));

    public void OnGet()
    {
        Kind = Budget.Terms.Reserves.Count == 0 ? null : Budget.Terms.Reserves[0].Kind;
        Amounts = Budget.Terms.Reserves.ToDictionary(r => r.Of, r => (string?)TypedMoney.Write(r.AmountMinor, Words.Culture));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var reserves = Read();
        if (!ModelState.IsValid)
        {
            return Again();
        }

        await SettleAsync(Budget.Terms with { Reserves = reserves });

        return Done(Address, "admin.saved");
    }

    private List<Reserve> Read()
    {
        var reserves = new List<Reserve>();
        foreach (var (kind, id, name) in Candidates.Where(c => c.Kind == Kind && !string.IsNullOrWhiteSpace(Amounts.GetValueOrDefault(c.Id))))
        {
            if (!TypedMoney.TryRead(Amounts[id], out var minor))
            {
                Mind(TypedMoney.Unreadable(nameof(Amounts)));
            }
            else if (minor > 0)
            {
                reserves.Add(new Reserve(kind, id, kind == ReserveKind.District ? name : Almanac.Category(id)!.Name.In("fr"), minor));
            }
        }

        return reserves;
    }
}
