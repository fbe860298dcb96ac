using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>A new budget in a space. Its projects come next.</summary>
public class NewBudgetModel(ParticipationDb db, CurrentPerson me, Words words, IOptions<TownOptions> town, TimeProvider clock)
    : SpaceAdminPage(db, me, words, clock)
{
    [BindProperty]
    public TypedText Title { get; set; } = new();

    [BindProperty]
    public TypedText Description { get; set; } = new();

    /// <summary>In euros, as typed.</summary>
    [BindProperty]
    public string? Amount { get; set; }

    public void OnGet() => Title = TypedText.Of(Space.Title);

    public async Task<IActionResult> OnPostAsync()
    {
        var title = Title.ToText();
        Mind(title.IsEmpty ? BudgetRefusals.TitleMissing : null);
        Mind(!TypedMoney.TryRead(Amount, out var minor) ? TypedMoney.Unreadable(nameof(Amount)) : minor == 0 ? BudgetRefusals.AmountMissing : null);
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var budget = new Budget(Space, title, new Money(minor, town.Value.Currency), Now);
        budget.Describe(title, Description.ToText());
        budget.WasChanged(BudgetPart.Whole, (await Me.RequireAsync()).Id, Now);
        Db.Add(budget);
        await Db.SaveChangesAsync();

        return Done($"/admin/budgets/{budget.Number}", "admin.budgets.made");
    }
}
