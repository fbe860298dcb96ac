using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>A page about someone who may vote here, found by their id. Where there is no such person, the answer is 404.</summary>
public abstract class VoterPage(ParticipationDb db, ElectoralRoll roll, BallotBox box, CounterCodes codes, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock)
    : PollingPage(db, me, almanac, words, clock)
{
    [FromRoute]
    public Guid Id { get; set; }

    public Person Voter { get; private set; } = null!;

    /// <summary>How they have voted; null while they have not. The page says no more than that they have, but for paper, which is undone here.</summary>
    public Channel? Channel { get; private set; }

    /// <summary>Why they are given no paper, or null when they may be.</summary>
    public Refusal? WhyNotMark { get; private set; }

    /// <summary>Why they are given no code, or null when they may be.</summary>
    public Refusal? WhyNotCode { get; private set; }

    public string VoterAddress => $"{Address}/voters/{Id}";

    protected ElectoralRoll Roll => roll;

    protected CounterCodes Codes => codes;

    protected override async Task<bool> FindMoreAsync()
    {
        if (await roll.People(Space).SingleOrDefaultAsync(p => p.Id == Id, Stop) is not { } voter)
        {
            return false;
        }

        Voter = voter;
        Channel = await box.ChannelOfAsync(Budget.Id, Id, Stop);
        WhyNotMark = Budget.WhyNotMark(Space, Voter, Staff, Now) ?? await box.WhyNotAsync(Budget, Id, Channel, Stop);
        WhyNotCode = await codes.WhyNotGiveAsync(Budget, Space, Voter, Staff, Now);
        return true;
    }
}
