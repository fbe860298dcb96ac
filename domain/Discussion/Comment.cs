using Participation.Journal;
using Participation.People;
using Participation.Spaces;

namespace Participation.Discussion;

/// <summary>What someone says about a topic, or in answer to another comment.</summary>
public class Comment : Recorded
{
    public const int BodyMaxLength = 3_000;

    /// <summary>Answers to answers, no deeper: further ones stay at this level.</summary>
    public const int MaxDepth = 2;

    private Comment()
    {
    }

    private Comment(Topic topic, Comment? parent, Person author, string body, DateTimeOffset now)
    {
        // By the time of writing: threads are read in the order of ids.
        Id = Guid.CreateVersion7(now);
        TopicId = topic.Id;
        ParentId = parent?.Id;
        RootId = parent?.RootId ?? Id;
        Depth = parent is null ? 0 : Math.Min(parent.Depth + 1, MaxDepth);
        AuthorId = author.Id;
        Body = body.Trim();
        WrittenAt = now;

        Record(new CommentPosted(Id, TopicId, topic.Kind, parent?.Id, author.Id), now);
    }

    public Guid Id { get; private set; }
    public Guid TopicId { get; private set; }

    /// <summary>The comment this answers; null at the top.</summary>
    public Guid? ParentId { get; private set; }

    /// <summary>The comment at the top of its thread; itself when it is that.</summary>
    public Guid RootId { get; private set; }

    public int Depth { get; private set; }
    public Guid AuthorId { get; private set; }

    /// <summary>Markdown.</summary>
    public string Body { get; private set; } = "";

    public DateTimeOffset WrittenAt { get; private set; }
    public DateTimeOffset? EditedAt { get; private set; }
    public DateTimeOffset? HiddenAt { get; private set; }
    public Guid? HiddenById { get; private set; }
    public string? HiddenReason { get; private set; }

    public bool IsHidden => HiddenAt is not null;

    /// <summary>How long an author may mend their words.</summary>
    public static TimeSpan EditTime { get; } = TimeSpan.FromMinutes(15);

    public static Refusal? WhyNotPost(Space space, ICommentable thing, Person person, DateTimeOffset now) =>
        !thing.TakesComments ? DiscussionRefusals.NotOpen : space.WhyNot(Acts.Comment, person, now);

    public static Refusal? WhyNotSay(string body) =>
        string.IsNullOrWhiteSpace(body) ? DiscussionRefusals.NothingSaid
        : body.Trim().Length > BodyMaxLength ? DiscussionRefusals.TooLong
        : null;

    /// <exception cref="RefusedException">See <see cref="WhyNotPost"/> and <see cref="WhyNotSay"/>; or the answered comment is elsewhere or hidden.</exception>
    public static Comment Post(Space space, ICommentable thing, Topic topic, Comment? parent, Person author, string body, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotPost(space, thing, author, now));
        RefusedException.ThrowIf(WhyNotSay(body));
        RefusedException.ThrowIf(parent is not null && (parent.TopicId != topic.Id || parent.IsHidden) ? DiscussionRefusals.ParentGone : null);

        return new Comment(topic, parent, author, body, now);
    }

    public Refusal? WhyNotEdit(Person person, DateTimeOffset now) =>
        person.Id != AuthorId ? DiscussionRefusals.NotYours
        : IsHidden ? DiscussionRefusals.ParentGone
        : WrittenAt + EditTime <= now ? DiscussionRefusals.TooLateToEdit
        : null;

    /// <exception cref="RefusedException">See <see cref="WhyNotEdit"/> and <see cref="WhyNotSay"/>.</exception>
    public void Edit(Person person, string body, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotEdit(person, now));
        RefusedException.ThrowIf(WhyNotSay(body));

        Body = body.Trim();
        EditedAt = now;
    }

    public Refusal? WhyNotHide(Person person) => person.IsModerator ? null : PersonRefusals.ModeratorsOnly;

    /// <summary>Takes it out of sight. Done again, it changes the reason alone.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotHide"/>; or no reason was given.</exception>
    public void Hide(Topic topic, Person moderator, string reason, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotHide(moderator));
        RefusedException.ThrowIf(string.IsNullOrWhiteSpace(reason) ? PersonRefusals.ReasonMissing : null);

        HiddenReason = reason.Trim();
        if (HiddenAt is null)
        {
            (HiddenAt, HiddenById) = (now, moderator.Id);
            Record(new CommentHidden(Id, TopicId, topic.Kind, moderator.Id), now);
        }
    }

    /// <exception cref="RefusedException">See <see cref="WhyNotHide"/>.</exception>
    public void ShowAgain(Topic topic, Person moderator, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotHide(moderator));
        if (!IsHidden)
        {
            return;
        }

        (HiddenAt, HiddenById, HiddenReason) = (null, null, null);
        Record(new CommentShownAgain(Id, TopicId, topic.Kind, moderator.Id), now);
    }
}

/// <summary>Something that can be commented on, while it lasts.</summary>
public interface ICommentable
{
    /// <summary>Whether the thing itself still takes comments; the space's phase is asked apart.</summary>
    bool TakesComments { get; }
}
