using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Jobs.Engine;
using Participation.Proposals;
using Participation.Web.Foundation;
using Participation.Web.Pages.Spaces;

namespace Participation.Web.Pages.Admin;

/// <summary>What is open, what ends soon, what waits for an answer, and what goes wrong.</summary>
public class IndexModel(ParticipationDb db, Almanac almanac, IJobEngine engine, Words words, TimeProvider clock) : AdminPage(words)
{
    /// <summary>An end that lies further ahead needs no thought today.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(10);

    public IReadOnlyList<SpaceGlance> Current { get; private set; } = [];

    /// <summary>Phases that begin or end within a few days, soonest first.</summary>
    public IReadOnlyList<(SpaceGlance Space, DateTimeOffset At, bool Ends, string Phase)> Ahead { get; private set; } = [];

    /// <summary>Spaces with proposals that the council has not answered, and how many.</summary>
    public IReadOnlyList<(SpaceGlance Space, int Count)> Unanswered { get; private set; } = [];

    public int LettersFailed { get; private set; }

    public int JobsFailed { get; private set; }

    public async Task OnGetAsync()
    {
        var (stop, now) = (HttpContext.RequestAborted, clock.GetUtcNow());
        var page = await almanac.ReadAsync(stop);
        var spaces = SpaceGlance.Sorted(page.Spaces, now);

        Current = [.. spaces.Where(s => s.Space.IsPublished && s.IsCurrent).Take(20)];
        Ahead = [.. MomentsOf(spaces, now).Where(m => m.At < now + Soon).OrderBy(m => m.At).Take(20)];
        Unanswered = await UnansweredAsync(spaces, stop);
        LettersFailed = await db.Letters.CountAsync(l => l.SentAt == null && l.NextTryAt == null && l.Tries > 0, stop);
        JobsFailed = (await engine.ListAsync(RunState.Failed, take: 1, stop: stop)).Total;
    }

    private IEnumerable<(SpaceGlance Space, DateTimeOffset At, bool Ends, string Phase)> MomentsOf(IEnumerable<SpaceGlance> spaces, DateTimeOffset now)
    {
        foreach (var space in spaces.Where(s => s.Space.IsPublished))
        {
            if (space.Phase is { } phase)
            {
                yield return (space, phase.EndsAt, true, Words.In(phase.Title));
            }

            if (space.Next is { } next && next.StartsAt != space.Phase?.EndsAt && next.StartsAt > now)
            {
                yield return (space, next.StartsAt, false, Words.In(next.Title));
            }
        }
    }

    private async Task<IReadOnlyList<(SpaceGlance, int)>> UnansweredAsync(IReadOnlyList<SpaceGlance> spaces, CancellationToken stop)
    {
        var counts = await db.Proposals.Published()
            .Where(p => p.State == ProposalState.Published && p.AnsweredAt == null)
            .GroupBy(p => p.SpaceId)
            .Select(g => new { SpaceId = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.SpaceId, g => g.Count, stop);
        return [.. spaces.Where(s => s.Stage != SpaceStage.Over && counts.ContainsKey(s.Space.Id)).Select(s => (s, counts[s.Space.Id])).Take(20)];
    }
}
