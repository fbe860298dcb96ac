using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>Calls a vote off, with a reason that everyone reads.</summary>
public class CancelModel(ParticipationDb db, VoteCancelling cancelling, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock)
    : BudgetAdminPage(db, me, almanac, words, clock)
{
    private readonly CurrentPerson _me = me;
    private Person _person = null!;

    [BindProperty]
    public TypedText Reason { get; set; } = new();

    public Refusal? WhyNot => Budget.WhyNotCancel(Space, _person, Now);

    public void OnGet()
    {
        // The base has found all that the page shows.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        RefusedException.ThrowIf(Version == Budget.Version ? null : PersonRefusals.ChangedMeanwhile);
        await cancelling.CancelAsync(Budget, Space, _person, Reason.ToText(), Now, HttpContext.RequestAborted);

        return Done(Address, "rules.cancel.done");
    }

    protected override async Task<bool> FindMoreAsync()
    {
        _person = await _me.RequireAsync();
        return true;
    }
}
