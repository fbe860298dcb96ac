using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Jobs.Budgets;
using Participation.Jobs.Engine;
using Participation.Jobs.Journal;
using Participation.Spaces;

namespace Participation.Jobs.Spaces;

/// <summary>
/// Sees to it that each phase is announced, and each vote closed, at its minute. A moment that was moved leaves an order
/// behind that finds nothing to do.
/// </summary>
internal sealed class SetTheClock(ParticipationDb db, IJobEngine engine, TimeProvider clock) : IReactTo<TimelineChanged>, IReactTo<SpacePublished>
{
    public Task ReactAsync(TimelineChanged fact, CancellationToken stop) => SetAsync(fact.SpaceId, stop);

    public Task ReactAsync(SpacePublished fact, CancellationToken stop) => SetAsync(fact.SpaceId, stop);

    private async Task SetAsync(Guid spaceId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var phases = await db.Phases.AsNoTracking().Where(p => p.SpaceId == spaceId && p.EndsAt > now).ToListAsync(stop);
        foreach (var moment in phases.SelectMany(p => new[] { p.StartsAt, p.EndsAt }).Where(at => at > now).Distinct())
        {
            await engine.GiveAsync(new AnnouncePhases(), moment, Key(spaceId, moment), stop);
        }

        foreach (var end in phases.Where(p => p.Acts.HasFlag(Acts.Vote)).Select(p => p.EndsAt))
        {
            await engine.GiveAsync(new CloseVotes(), end, Key(spaceId, end), stop);
        }
    }

    private static string Key(Guid spaceId, DateTimeOffset moment) => $"{spaceId}:{moment.ToUnixTimeSeconds()}";
}
