using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.People;

namespace Participation.Discussion;

/// <summary>A comment as it is read, with its author. Hidden words are not there.</summary>
public sealed record CommentLine
{
    public Guid Id { get; init; }
    public Guid RootId { get; init; }
    public Guid? ParentId { get; init; }
    public int Depth { get; init; }
    public string Body { get; init; } = "";
    public DateTimeOffset WrittenAt { get; init; }
    public DateTimeOffset? EditedAt { get; init; }
    public bool IsHidden { get; init; }
    public string? HiddenReason { get; init; }
    public Guid AuthorId { get; init; }

    /// <summary>Empty once the account is deleted.</summary>
    public string Author { get; init; } = "";

    public Role Role { get; init; }
    public string? Title { get; init; }
}

/// <summary>Which stretch of a discussion is read.</summary>
/// <param name="NewestFirst">Goes for the threads. Within a thread the answers are always in order.</param>
/// <param name="Beyond">The first comment of the last thread read before; null to begin at the beginning.</param>
public sealed record Stretch(bool NewestFirst, Guid? Beyond = null);

public static class CommentQueries
{
    /// <summary>How many threads make a page.</summary>
    public const int ThreadsAPage = 20;

    /// <summary>How many answers of a thread are on that page; the others on the thread's own.</summary>
    public const int AnswersShown = 20;

    /// <summary>How many answers are on one page of a single thread.</summary>
    public const int AnswersAPage = 100;

    /// <summary>How many stand before a comment that is looked up, so that it is not read out of nowhere.</summary>
    private const int Lead = 4;

    private const string Line =
        """
        c.id as "Id", c.root_id as "RootId", c.parent_id as "ParentId", c.depth as "Depth",
        case when c.hidden_at is null then c.body else '' end as "Body", c.written_at as "WrittenAt", c.edited_at as "EditedAt",
        c.hidden_at is not null as "IsHidden", c.hidden_reason as "HiddenReason",
        c.author_id as "AuthorId", p.name as "Author", p.role as "Role", p.title as "Title"
        """;

    private static readonly string NewestThreads = Threads("id < coalesce({1}, 'ffffffff-ffff-ffff-ffff-ffffffffffff')", "desc");
    private static readonly string OldestThreads = Threads("id > coalesce({1}, '00000000-0000-0000-0000-000000000000')", "asc");

    private const string OneThread =
        $$"""
        select {{Line}}
        from comments c join people p on p.id = c.author_id
        where c.topic_id = {0} and c.root_id = {1} and c.id > coalesce({2}, '00000000-0000-0000-0000-000000000000')
        order by c.id limit {3}
        """;

    extension(ParticipationDb db)
    {
        /// <summary>
        /// In one statement: a page of threads and the beginning of each. One thread more than a page means that there
        /// are more; so does one answer more than are shown.
        /// </summary>
        public Task<List<CommentLine>> ThreadsAsync(Guid topicId, Stretch stretch, CancellationToken stop = default) =>
            db.Database.SqlQueryRaw<CommentLine>(stretch.NewestFirst ? NewestThreads : OldestThreads, topicId, OrNull(stretch.Beyond)).ToListAsync(stop);

        /// <summary>One thread, from its first comment or from beyond the last one read; one more than a page means that there are more.</summary>
        public Task<List<CommentLine>> ThreadAsync(Guid topicId, Guid rootId, Guid? beyond, CancellationToken stop = default) =>
            db.Database.SqlQueryRaw<CommentLine>(OneThread, topicId, rootId, OrNull(beyond), AnswersAPage + 2).ToListAsync(stop);

        /// <summary>How many answers these threads have, by their first comment.</summary>
        public Task<Dictionary<Guid, int>> AnswersAsync(Guid topicId, IReadOnlyCollection<Guid> rootIds, CancellationToken stop = default) => db.Comments
            .Where(c => c.TopicId == topicId && rootIds.Contains(c.RootId) && c.ParentId != null)
            .GroupBy(c => c.RootId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, stop);

        /// <summary>On which page of its discussion a comment is read, the newest threads first.</summary>
        /// <returns>The query of that page and the comment's place on it: <c>?comments=…#c-…</c>.</returns>
        public async Task<string> PlaceOfAsync(Comment comment, CancellationToken stop = default)
        {
            var earlier = db.Comments.Where(c => c.TopicId == comment.TopicId && c.RootId == comment.RootId && c.Id.CompareTo(comment.Id) < 0);
            var before = await earlier.OrderByDescending(c => c.Id).Select(c => c.Id).Take(AnswersShown + 1).ToListAsync(stop);
            if (before.Count > AnswersShown)
            {
                return $"?thread={comment.RootId}&comments={before[Lead]}#c-{comment.Id}";
            }

            var newer = await db.Comments
                .Where(c => c.TopicId == comment.TopicId && c.ParentId == null && c.Id.CompareTo(comment.RootId) > 0)
                .OrderBy(c => c.Id).Select(c => c.Id).Take(ThreadsAPage)
                .ToListAsync(stop);
            return newer.Count < ThreadsAPage ? $"#c-{comment.Id}" : $"?comments={newer[Lead]}#c-{comment.Id}";
        }
    }

    private static string Threads(string beyond, string order) =>
        $$"""
        select {{Line}}
        from (select id from comments where topic_id = {0} and parent_id is null and {{beyond}} order by id {{order}} limit {{ThreadsAPage + 1}}) t
        cross join lateral (select * from comments where topic_id = {0} and root_id = t.id order by id limit {{AnswersShown + 2}}) c
        join people p on p.id = c.author_id
        order by t.id {{order}}, c.id
        """;

    private static Npgsql.NpgsqlParameter OrNull(Guid? id) =>
        new() { Value = id is { } known ? known : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid };
}
