using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>Marks someone as voting on paper, before they are given the paper.</summary>
public class MarkModel(ParticipationDb db, ElectoralRoll roll, BallotBox box, CounterCodes codes, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock)
    : VoterPage(db, roll, box, codes, me, almanac, words, clock)
{
    public IActionResult OnGet() => LocalRedirect(VoterAddress);

    public async Task<IActionResult> OnPostAsync()
    {
        await Roll.MarkAsync(Budget, Space, Voter, Staff, Now);

        return Done(VoterAddress, "paper.mark.done", ("name", Voter.Name));
    }
}
