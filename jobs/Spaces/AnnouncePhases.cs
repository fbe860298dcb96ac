using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Jobs.Engine;
using Participation.Spaces;

namespace Participation.Jobs.Spaces;

/// <summary>The order to tell everyone of the phases that began or ended.</summary>
public sealed record AnnouncePhases;

/// <summary>Tells of each opening and closing once, whichever servers run it. What is open does not depend on it.</summary>
internal sealed class PhaseHerald(ParticipationDb db, TimeProvider clock) : IJob<AnnouncePhases>
{
    public async Task RunAsync(AnnouncePhases order, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        var spaces = await db.NotePhasesAsync(now, stop);
        foreach (var space in await db.Spaces.AsSplitQuery().Where(s => spaces.Contains(s.Id)).ToListAsync(stop))
        {
            space.AnnouncePhases(now);
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
