using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>
/// Gives someone a code for the counter and shows it, here and nowhere else: so there is no redirect. The form sent once
/// more gives another code in its place.
/// </summary>
public class CodeModel(ParticipationDb db, ElectoralRoll roll, BallotBox box, CounterCodes codes, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock)
    : VoterPage(db, roll, box, codes, me, almanac, words, clock)
{
    /// <summary>Null until it is given.</summary>
    public string? Given { get; private set; }

    public DateTimeOffset Until => Now + Participation.Polling.CounterCode.Lasts;

    public IActionResult OnGet() => LocalRedirect(VoterAddress);

    public async Task<IActionResult> OnPostAsync()
    {
        Given = await Codes.GiveAsync(Budget, Space, Voter, Staff, Now);

        return Page();
    }
}
