using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>What a budget says and, until people vote on it, how much it is.</summary>
public class EditModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    [BindProperty]
    public TypedText Title { get; set; } = new();

    [BindProperty]
    public TypedText Description { get; set; } = new();

    /// <summary>In euros, as typed; not sent once it is settled.</summary>
    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public bool ShowsTalliesEarly { get; set; }

    [BindProperty]
    public bool ShowsOneByOne { get; set; }

    public void OnGet()
    {
        Title = TypedText.Of(Budget.Title);
        Description = TypedText.Of(Budget.Description);
        Amount = TypedMoney.Write(Budget.AmountMinor, Words.Culture);
        (ShowsTalliesEarly, ShowsOneByOne) = (Budget.ShowsTalliesEarly, Budget.ShowsOneByOne);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var title = Title.ToText();
        var minor = Budget.AmountMinor;
        Mind(title.IsEmpty ? BudgetRefusals.TitleMissing : null);
        Mind(Amount is not null && !TypedMoney.TryRead(Amount, out minor) ? TypedMoney.Unreadable(nameof(Amount)) : null);
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var part = BudgetPart.Texts;
        if (minor != Budget.AmountMinor)
        {
            Budget.Grant(Space, Budget.Amount with { Minor = minor }, Now);
            part = BudgetPart.Amount;
        }

        Budget.Describe(title, Description.ToText());
        Budget.ShowTalliesEarly(ShowsTalliesEarly);
        Budget.ShowOneByOne(ShowsOneByOne);
        await SaveAsync(part);

        return Done(Address, "admin.saved");
    }
}
