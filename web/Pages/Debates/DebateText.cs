using Participation.Discussion;
using Participation.Texts;

namespace Participation.Web.Pages.Debates;

/// <summary>What the council types of a debate, in both languages; the second may stay empty.</summary>
public sealed class DebateText
{
    public string? Title { get; set; }
    public string? TitleEn { get; set; }
    public string? Body { get; set; }
    public string? BodyEn { get; set; }

    internal LocalizedText Titles => LocalizedText.Of(Title ?? "", TitleEn);

    internal LocalizedText Bodies => LocalizedText.Of(Body ?? "", BodyEn);

    internal static DebateText Of(Debate debate) => new()
    {
        Title = debate.Title.ByLanguage.GetValueOrDefault("fr"),
        TitleEn = debate.Title.ByLanguage.GetValueOrDefault("en"),
        Body = debate.Body.ByLanguage.GetValueOrDefault("fr"),
        BodyEn = debate.Body.ByLanguage.GetValueOrDefault("en"),
    };
}
