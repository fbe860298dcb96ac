using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Jobs.Journal;
using Participation.Spaces;

namespace Participation.Jobs.Budgets;

/// <summary>
/// Begins the public boards of the votes of a space when voting opens, so that what decides them can be read before anyone
/// has voted. The first ballot would begin them too.
/// </summary>
internal sealed class OpenBoards(ParticipationDb db, BallotLog log, TimeProvider clock) : IReactTo<PhaseChanged>
{
    public async Task ReactAsync(PhaseChanged fact, CancellationToken stop)
    {
        var space = await db.Spaces.AsNoTracking().AsSplitQuery().SingleAsync(s => s.Id == fact.SpaceId, stop);
        var budgets = await db.Budgets.AsNoTracking().WithProjects().Where(b => b.SpaceId == space.Id && b.FileHash == null).ToListAsync(stop);
        foreach (var budget in budgets.Where(b => b.Projects.Count > 0 && b.WhyNotVoteNow(space, clock.GetUtcNow()) is null))
        {
            await log.OpenAsync(budget, space, stop);
        }
    }
}
