using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>That one has voted, which is all that is known. What one chose, only one's own device or paper says.</summary>
[Authorize]
public class DoneModel(ParticipationDb db, BallotBox box, Almanac almanac, CurrentPerson me, TimeProvider clock) : BallotPage(db, box, almanac, me, clock)
{
    public async Task<IActionResult> OnGetAsync()
    {
        await PrepareAsync();

        return Channel is null ? Redirect(Address) : Page();
    }
}
