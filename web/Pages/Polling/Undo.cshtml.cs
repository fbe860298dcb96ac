using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>Takes a mark for paper back. What keeps it honest is said on the page, and kept by the database.</summary>
public class UndoModel(ParticipationDb db, ElectoralRoll roll, BallotBox box, CounterCodes codes, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock)
    : VoterPage(db, roll, box, codes, me, almanac, words, clock)
{
    public IActionResult OnGet() => Channel == Participation.Budgets.Channel.Paper ? Page() : LocalRedirect(VoterAddress);

    public async Task<IActionResult> OnPostAsync()
    {
        await Roll.UndoAsync(Budget, Voter, Staff, Now);

        return Done(VoterAddress, "paper.mark.undone", ("name", Voter.Name));
    }
}
