using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Discussion;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Discussion;

/// <summary>
/// The comments of a proposal, debate or project, with what one can do about them. Reads its own place in the
/// address: <c>?order=oldest</c>, <c>?comments=</c> (a page of threads), <c>?thread=</c> (one thread alone),
/// <c>?reply=</c> (the form stands under that comment).
/// </summary>
public sealed class CommentsViewComponent(ParticipationDb db, CurrentPerson me, TimeProvider clock) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Talk talk)
    {
        var now = clock.GetUtcNow();
        var person = await me.FindAsync();
        var query = Query.Of(Request);
        var read = query.Thread is { } root
            ? Reading.OfThread(await db.ThreadAsync(talk.TopicId, root, query.Beyond, HttpContext.RequestAborted))
            : Reading.OfThreads(await db.ThreadsAsync(talk.TopicId, new Stretch(query.NewestFirst, query.Beyond), HttpContext.RequestAborted));

        return View(new CommentsView
        {
            Talk = talk,
            Query = query,
            Reading = read,
            Missing = read.Cut.Count == 0 ? [] : await db.AnswersAsync(talk.TopicId, read.Cut, HttpContext.RequestAborted),
            WhyNotPost = person is null ? PersonRefusals.SignedOut : Comment.WhyNotPost(talk.Space, talk, person, now),
            MeId = person?.Id,
            IsModerator = person?.IsModerator == true,
            Now = now,
        });
    }
}

/// <summary>Where in the discussion the reader is, as the address says it.</summary>
public sealed record Query(bool NewestFirst, Guid? Thread, Guid? Beyond, Guid? ReplyTo)
{
    internal static Query Of(HttpRequest request) => new(
        request.Query["order"] != "oldest", Id(request, "thread"), Id(request, "comments"), Id(request, "reply"));

    /// <summary>This place in the discussion at <paramref name="path"/>, with what is given changed.</summary>
    public string At(string path, Guid? thread = null, Guid? beyond = null, Guid? replyTo = null)
    {
        var parts = new List<string>();
        if (!NewestFirst)
        {
            parts.Add("order=oldest");
        }

        Add("thread", thread);
        Add("comments", beyond);
        Add("reply", replyTo);
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";

        void Add(string name, Guid? id)
        {
            if (id is not null)
            {
                parts.Add($"{name}={id}");
            }
        }
    }

    private static Guid? Id(HttpRequest request, string name) => Guid.TryParse(request.Query[name], out var id) ? id : null;
}

/// <summary>All that the view of a discussion shows.</summary>
public sealed class CommentsView
{
    public required Talk Talk { get; init; }
    public required Query Query { get; init; }
    public required Reading Reading { get; init; }

    /// <summary>The number of answers of threads that are not shown whole, by their first comment.</summary>
    public required IReadOnlyDictionary<Guid, int> Missing { get; init; }

    public required Refusal? WhyNotPost { get; init; }
    public required Guid? MeId { get; init; }
    public required bool IsModerator { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// How many comments this page knows of. The counter follows within a second, and whoever has just written should
    /// not be told of their own comment: where all are in sight they are counted.
    /// </summary>
    public int Seen => Query is { Thread: null, Beyond: null } && Reading is { Next: null, Cut.Count: 0 } ? Reading.Visible : Talk.Comments;

    /// <summary>Where new comments are to be seen when they are not on this page; null when they are.</summary>
    public string? NewsElsewhere =>
        Query.Thread is null && (Query.NewestFirst ? Query.Beyond : Reading.Next) is null ? null : $"{Talk.Path}#discussion";

    public string NextPage => Query.At(Talk.Path, Query.Thread, Reading.Next) + "#discussion";

    public string ReplyTo(CommentLine comment) => Query.At(Talk.Path, Query.Thread, Query.Beyond, comment.Id) + "#reply-form";

    public string WholeThread(CommentLine first) => $"{Query.At(Talk.Path, thread: first.Id)}#c-{first.Id}";

    public bool CanEdit(CommentLine comment) => comment.AuthorId == MeId && !comment.IsHidden && Now < comment.WrittenAt + Comment.EditTime;

    public bool CanReport(CommentLine comment) => comment.AuthorId != MeId && !comment.IsHidden;
}
