using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Discussion;
using Participation.Jobs.Engine;
using Participation.Jobs.Mail;
using Participation.People;

namespace Participation.Jobs.Discussion;

/// <summary>Tell this person, in one letter, what was said to them on this topic since the last one.</summary>
public sealed record TellOfComments(Guid TopicId, Guid PersonId);

internal sealed class WriteOfComments(ParticipationDb db, Post post) : IJob<TellOfComments>
{
    public async Task RunAsync(TellOfComments order, CancellationToken stop)
    {
        var (topicId, reader) = order;
        if (await db.MatterAsync(topicId, stop) is not { } matter || await db.LastToldAsync(topicId, reader, stop) is not { } last)
        {
            return;
        }

        var since = db.Comments.Where(c => c.TopicId == topicId && c.WrittenAt > last && c.HiddenAt == null && c.AuthorId != reader);
        if (matter.AuthorId != reader)
        {
            since = since.Where(c => db.Comments.Any(answered => answered.Id == c.ParentId && answered.AuthorId == reader));
        }

        var newest = await since.OrderByDescending(c => c.Id).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(stop);
        if (newest is null)
        {
            return;
        }

        var count = await since.CountAsync(stop);
        await post.WriteAsync(
            reader,
            MailChoices.Replies,
            $"{CommentLetters.About(topicId, reader)}{newest}",
            "discussion.letters.several",
            $"/comments/{newest}",
            language => [("comments", language.Say("discussion.letters.comments", count)), ("title", matter.Title.In(language.Code))],
            stop);
    }
}

internal static class CommentLetters
{
    /// <summary>How the keys of all letters to someone about a topic's comments begin.</summary>
    public static string About(Guid topicId, Guid readerId) => $"comments:{topicId}:{readerId}:";

    extension(ParticipationDb db)
    {
        /// <summary>When this person was last written to about the comments on this topic.</summary>
        public async Task<DateTimeOffset?> LastToldAsync(Guid topicId, Guid readerId, CancellationToken stop)
        {
            var about = About(topicId, readerId);
            return await db.Letters.Where(l => l.PersonId == readerId && l.Key.StartsWith(about)).MaxAsync(l => (DateTimeOffset?)l.WrittenAt, stop);
        }
    }
}
