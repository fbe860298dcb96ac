using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Discussion;
using Participation.People;
using Participation.Proposals;

namespace Participation.Moderation;

/// <summary>Something that a moderator is asked to look at, with all that is needed to be fair.</summary>
public sealed record Case
{
    public required ReportedKind Kind { get; init; }

    /// <summary>The proposal or comment.</summary>
    public required Guid ThingId { get; init; }

    /// <summary>Where it stands.</summary>
    public required Matter Matter { get; init; }

    public required Guid AuthorId { get; init; }

    /// <summary>Empty once the account is deleted.</summary>
    public required string Author { get; init; }

    /// <summary>Markdown.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }
    public required DateTimeOffset? HiddenAt { get; init; }
    public required string? HiddenReason { get; init; }

    /// <summary>What people say is wrong with it, the newest first; at most <see cref="ModerationQueries.ReportsRead"/>.</summary>
    public IReadOnlyList<Report> Reports { get; init; } = [];

    public ReportReason? LastReason => Reports is [var last, ..] ? last.Reason : null;

    public bool IsHidden => HiddenAt is not null;

    /// <summary>Where it is read in its place.</summary>
    public string Path => Kind == ReportedKind.Comment ? $"/comments/{ThingId}" : Matter.Path;
}

/// <summary>A thing that waits for a moderator, and how many reported it.</summary>
public sealed record Waiting(Guid ThingId, int Reports, DateTimeOffset LastAt);

/// <summary>Where a page that goes from the newest to the oldest ended.</summary>
public sealed record After(DateTimeOffset At, Guid Id)
{
    public override string ToString() => $"{At.UtcTicks}.{Id}";

    /// <returns>Null for what <see cref="ToString"/> did not write.</returns>
    public static After? Parse(string? text) =>
        text?.Split('.', 2) is [var ticks, var thing] && Guid.TryParse(thing, out var id)
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            ? new After(new DateTimeOffset(at, TimeSpan.Zero), id)
            : null;
}

/// <summary>A line of the public register: that something was hidden, why and when; neither its words nor names.</summary>
public sealed record Removal(Guid ThingId, ReportedKind Kind, Guid SpaceId, string Reason, DateTimeOffset At);

public static class ModerationQueries
{
    public const int PageSize = 20;

    /// <summary>Reports of one case that a moderator reads. A thousand neighbours say no more than the first fifty.</summary>
    public const int ReportsRead = 50;

    extension(ParticipationDb db)
    {
        /// <summary>A page of what waits, the last reported first; one more than a page means that there is more.</summary>
        /// <param name="after">The last one read; null for the first page.</param>
        /// <param name="stop">Gives up.</param>
        public Task<List<Waiting>> WaitingAsync(After? after, CancellationToken stop = default) => db.Reports.Where(r => r.SettledAt == null)
            .GroupBy(r => r.ThingId)
            .Select(g => new { g.Key, Count = g.Count(), Last = g.Max(r => r.ReportedAt) })
            .Where(g => after == null || g.Last < after.At || (g.Last == after.At && g.Key.CompareTo(after.Id) < 0))
            .OrderByDescending(g => g.Last).ThenByDescending(g => g.Key)
            .Take(PageSize + 1)
            .Select(g => new Waiting(g.Key, g.Count, g.Last))
            .ToListAsync(stop);

        public Task<int> CasesWaitingAsync(CancellationToken stop = default) =>
            db.Reports.Where(r => r.SettledAt == null).Select(r => r.ThingId).Distinct().CountAsync(stop);

        /// <summary>These proposals and comments as cases, whether anybody reported them or not. Drafts are none.</summary>
        public async Task<Dictionary<Guid, Case>> CasesAsync(IReadOnlyCollection<Guid> thingIds, CancellationToken stop = default)
        {
            var things = await db.Comments.AsNoTracking().Where(c => thingIds.Contains(c.Id))
                .Join(db.People, c => c.AuthorId, p => p.Id, (c, p) => new { c.TopicId, Comment = c, Author = p.Name })
                .ToListAsync(stop);
            var matters = await db.MattersAsync([.. things.Select(t => t.TopicId).Concat(thingIds).Distinct()], stop);
            var authors = await db.People.NamesOfAsync(matters.Values.Select(m => m.AuthorId).OfType<Guid>(), stop);
            var reports = await db.Reports.AsNoTracking().Where(r => r.SettledAt == null && thingIds.Contains(r.ThingId))
                .GroupBy(r => r.ThingId)
                .Select(g => g.OrderByDescending(r => r.ReportedAt).Take(ReportsRead).ToList())
                .ToListAsync(stop);

            var byThing = reports.ToDictionary(r => r[0].ThingId);
            var comments = things.Where(t => matters.ContainsKey(t.TopicId)).Select(t => CaseOf(t.Comment, t.Author, matters[t.TopicId]));
            var proposals = thingIds.Where(matters.ContainsKey).Select(id => matters[id]).Where(m => m.Thing is Proposal { State: not ProposalState.Draft })
                .Select(m => CaseOf((Proposal)m.Thing, authors.GetValueOrDefault(m.AuthorId ?? Guid.Empty, ""), m));
            return comments.Concat(proposals)
                .Select(c => c with { Reports = byThing.GetValueOrDefault(c.ThingId) ?? [] })
                .ToDictionary(c => c.ThingId);
        }

        /// <summary>A page of the register, the newest first; one more than a page means that there is more.</summary>
        /// <param name="after">The last one read; null for the first page.</param>
        /// <param name="stop">Gives up.</param>
        public async Task<List<Removal>> RemovalsAsync(After? after, CancellationToken stop = default)
        {
            var comments = await db.Comments
                .Where(c => c.HiddenAt != null && (after == null || c.HiddenAt < after.At || (c.HiddenAt == after.At && c.Id.CompareTo(after.Id) < 0)))
                .OrderByDescending(c => c.HiddenAt).ThenByDescending(c => c.Id).Take(PageSize + 1)
                .Join(db.Topics, c => c.TopicId, t => t.Id, (c, t) => new Removal(c.Id, ReportedKind.Comment, t.SpaceId, c.HiddenReason!, c.HiddenAt!.Value))
                .ToListAsync(stop);
            var proposals = await db.Proposals
                .Where(p => p.HiddenAt != null && (after == null || p.HiddenAt < after.At || (p.HiddenAt == after.At && p.Id.CompareTo(after.Id) < 0)))
                .OrderByDescending(p => p.HiddenAt).ThenByDescending(p => p.Id).Take(PageSize + 1)
                .Select(p => new Removal(p.Id, ReportedKind.Proposal, p.SpaceId, p.HiddenReason!, p.HiddenAt!.Value))
                .ToListAsync(stop);
            return [.. comments.Concat(proposals).OrderByDescending(r => r.At).ThenByDescending(r => r.ThingId).Take(PageSize + 1)];
        }
    }

    private static Case CaseOf(Comment comment, string author, Matter matter) => new()
    {
        Kind = ReportedKind.Comment,
        ThingId = comment.Id,
        Matter = matter,
        AuthorId = comment.AuthorId,
        Author = author,
        Body = comment.Body,
        WrittenAt = comment.WrittenAt,
        HiddenAt = comment.HiddenAt,
        HiddenReason = comment.HiddenReason,
    };

    private static Case CaseOf(Proposal proposal, string author, Matter matter) => new()
    {
        Kind = ReportedKind.Proposal,
        ThingId = proposal.Id,
        Matter = matter,
        AuthorId = proposal.AuthorId,
        Author = author,
        Body = proposal.Body,
        WrittenAt = proposal.PublishedAt ?? proposal.CreatedAt,
        HiddenAt = proposal.HiddenAt,
        HiddenReason = proposal.HiddenReason,
    };
}
