using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Mail;
using Participation.People;
using Participation.Texts;

namespace Participation.Jobs.Mail;

/// <summary>Writes letters to those who want them. Sending is the work of <see cref="SendLetters"/>.</summary>
public sealed class Post(ParticipationDb db, ILetterhead head, TimeProvider clock)
{
    /// <summary>Writes the letter and saves it; does nothing when it is written already or such letters are not wanted.</summary>
    /// <param name="personId">To whom.</param>
    /// <param name="about">Which choice of theirs it falls under; exactly one.</param>
    /// <param name="key">What it is about, so that it is written once: <c>answered:…</c>.</param>
    /// <param name="text">Where its texts are: <c>proposals.letters.answered</c>.</param>
    /// <param name="path">The page it leads to.</param>
    /// <param name="with">Blanks to fill, in the reader's language.</param>
    /// <param name="stop">Gives up.</param>
    public Task WriteAsync(
        Guid personId, MailChoices about, string key, string text, string path, Func<Language, (string Name, string Value)[]> with, CancellationToken stop) =>
        WriteAsync(personId, about, NameOf(about), key, text, path, with, stop);

    /// <summary>Tells someone what was decided about what they wrote: that is owed to them, whatever letters they want.</summary>
    /// <inheritdoc cref="WriteAsync(Guid, MailChoices, string, string, string, Func{Language, ValueTuple{string, string}[]}, CancellationToken)" path="/param"/>
    public Task WriteDecisionAsync(
        Guid personId, string key, string text, string path, Func<Language, (string Name, string Value)[]> with, CancellationToken stop) =>
        WriteAsync(personId, null, "moderation", key, text, path, with, stop);

    /// <summary>How <c>mail.why</c> calls the choice.</summary>
    public static string NameOf(MailChoices choice) => choice switch
    {
        MailChoices.Replies => "replies",
        MailChoices.Answers => "answers",
        MailChoices.Results => "results",
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "A letter is about one thing."),
    };

    private async Task WriteAsync(
        Guid personId, MailChoices? about, string why, string key, string text, string path, Func<Language, (string Name, string Value)[]> with, CancellationToken stop)
    {
        var reader = await db.People.Where(p => p.Id == personId && p.DeletedAt == null).Select(p => new { p.Name, p.Language, p.Mail }).SingleOrDefaultAsync(stop);
        if (reader is null || (about is { } choice && !reader.Mail.HasFlag(choice)) || await db.Letters.AnyAsync(l => l.Key == key, stop))
        {
            return;
        }

        var language = Language.Of(reader.Language);
        var stopLink = about is { } stopped ? head.LinkToStop(personId, stopped) : null;
        var letter = new LetterText(
            language, head.Town(language.Code), text, reader.Name, head.LinkTo(path), why, stopLink, with(language));
        db.Letters.Add(new Letter(null, personId, key, letter.Subject, letter.Body, clock.GetUtcNow()) { StopLink = stopLink });
        await db.SaveChangesAsync(stop);
    }
}
