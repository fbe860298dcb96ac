using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Discussion;
using Participation.Jobs.Engine;
using Participation.Jobs.Journal;
using Participation.Jobs.Mail;
using Participation.People;
using Participation.Texts;

namespace Participation.Jobs.Discussion;

/// <summary>
/// Tells those who were answered, and the author of a proposal that was commented on. Whoever had such a letter about
/// the same topic within <see cref="Rest"/> gets one for all that comes meanwhile; see <see cref="TellOfComments"/>.
/// </summary>
internal sealed class NotifyOfReply(ParticipationDb db, Post post, IJobEngine engine, TimeProvider clock) : IReactTo<CommentPosted>
{
    public static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    private const int WordsShown = 400;

    public async Task ReactAsync(CommentPosted fact, CancellationToken stop)
    {
        var comment = await db.Comments.AsNoTracking().SingleAsync(c => c.Id == fact.CommentId, stop);
        if (comment.IsHidden || await db.MatterAsync(comment.TopicId, stop) is not { } matter)
        {
            return;
        }

        var answered = await db.Comments.Where(c => c.Id == comment.ParentId).Select(c => (Guid?)c.AuthorId).SingleOrDefaultAsync(stop);
        var author = await db.People.Where(p => p.Id == comment.AuthorId).Select(p => p.Name).SingleAsync(stop);
        foreach (var reader in new[] { answered, matter.AuthorId }.OfType<Guid>().Distinct().Where(r => r != comment.AuthorId))
        {
            if (await db.LastToldAsync(comment.TopicId, reader, stop) is { } last && clock.GetUtcNow() < last + Rest)
            {
                await engine.GiveAsync(new TellOfComments(comment.TopicId, reader), last + Rest, $"{comment.TopicId}:{reader}", stop);
                continue;
            }

            await post.WriteAsync(
                reader,
                MailChoices.Replies,
                $"{CommentLetters.About(comment.TopicId, reader)}{comment.Id}",
                reader == answered ? "discussion.letters.reply" : "discussion.letters.comment",
                $"/comments/{comment.Id}",
                language =>
                [
                    ("author", author.Length > 0 ? author : language.Say("layout.nobody")),
                    ("title", matter.Title.In(language.Code)),
                    ("words", Markdown.ToExcerpt(comment.Body, WordsShown)),
                ],
                stop);
        }
    }
}
