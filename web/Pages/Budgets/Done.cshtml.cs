using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>One's own ballot, to read again, print or keep. Nobody else is shown it.</summary>
[Authorize]
public class DoneModel(ParticipationDb db, BallotBox box, Almanac almanac, CurrentPerson me, TimeProvider clock) : BallotPage(db, box, almanac, me, clock)
{
    public Ballot Ballot { get; private set; } = null!;

    public DateTimeOffset At => Ballot.ChangedAt ?? Ballot.CastAt;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await Box.BallotOfAsync(Budget.Id, (await Me.RequireAsync()).Id) is not { } ballot)
        {
            return Redirect(Address);
        }

        Ballot = ballot;
        Projects = ballot.Projects;
        await PrepareAsync();

        return Page();
    }
}
