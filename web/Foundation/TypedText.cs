using Participation.Texts;

namespace Participation.Web.Foundation;

/// <summary>A text as the council types it, in each language beside the other. Drawn by <c>&lt;bilingual&gt;</c>.</summary>
public sealed class TypedText
{
    public string? Fr { get; set; }

    public string? En { get; set; }

    public static TypedText Of(LocalizedText text) => new()
    {
        Fr = text.ByLanguage.GetValueOrDefault("fr"),
        En = text.ByLanguage.GetValueOrDefault("en"),
    };

    public LocalizedText ToText() => LocalizedText.Of((Fr ?? "").Trim().ReplaceLineEndings("\n"), (En ?? "").Trim().ReplaceLineEndings("\n"));
}
