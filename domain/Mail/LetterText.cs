using System.Text;
using Participation.Texts;

namespace Participation.Mail;

/// <summary>What a letter says in its reader's language: plain text, a greeting, the matter, where to go, why it came.</summary>
public sealed class LetterText
{
    /// <param name="language">The reader's.</param>
    /// <param name="town">Who writes, as in <c>layout.site</c>.</param>
    /// <param name="key">Where the texts are: <c>accounts.letters.confirm</c> has <c>subject</c>, <c>body</c> and, with a link, <c>link</c>.</param>
    /// <param name="name">The reader's; empty for someone unknown.</param>
    /// <param name="link">A whole address; null when there is nowhere to go.</param>
    /// <param name="why">Which of <c>mail.why</c> says why this came.</param>
    /// <param name="stopLink">A whole address where such letters are stopped; null when they always come.</param>
    /// <param name="with">Blanks of subject and body.</param>
    public LetterText(
        Language language, string town, string key, string name, string? link, string why, string? stopLink, params ReadOnlySpan<(string Name, string Value)> with)
    {
        Subject = OneLine(language.Say($"{key}.subject", with));

        var body = new StringBuilder();
        body.Append(name.Length > 0 ? language.Say("mail.greeting", ("name", name)) : language.Say("mail.greeting_nobody")).Append("\n\n");
        body.Append(language.Say($"{key}.body", with)).Append("\n\n");
        if (link is not null)
        {
            body.Append(language.Say($"{key}.link")).Append('\n').Append(link).Append("\n\n");
        }

        body.Append(language.Say("mail.signature", ("town", town))).Append("\n\n-- \n");
        body.Append(language.Say($"mail.why.{why}", ("town", town))).Append('\n');
        if (stopLink is not null)
        {
            body.Append(language.Say("mail.stop")).Append(' ').Append(stopLink).Append('\n');
        }

        Body = body.ToString();
    }

    public string Subject { get; }

    public string Body { get; }

    /// <summary>A title that someone wrote must not begin a header of its own.</summary>
    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
