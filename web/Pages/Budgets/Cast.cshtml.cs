using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>Puts the ballot in the box, in place of the one that was there.</summary>
[Authorize]
public class CastModel(ParticipationDb db, BallotBox box, Almanac almanac, CurrentPerson me, TimeProvider clock) : BallotPage(db, box, almanac, me, clock)
{
    /// <summary>There is nothing to read here: the choice is made one step before.</summary>
    public IActionResult OnGet() => Redirect($"{Address}/vote");

    public async Task<IActionResult> OnPostAsync()
    {
        await Box.CastAsync(Budget.Id, Space, await Me.RequireAsync(), Projects, Now);

        return Redirect($"{Address}/vote/done");
    }
}
