using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>Someone at the counter: whether they have voted and, where they have not, in which way they will.</summary>
public class VoterModel(ParticipationDb db, ElectoralRoll roll, BallotBox box, CounterCodes codes, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock)
    : VoterPage(db, roll, box, codes, me, almanac, words, clock)
{
    public void OnGet()
    {
        // The base has found all that the page shows.
    }
}
