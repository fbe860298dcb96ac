using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Participation.Web.Foundation;

namespace Participation.Web.TagHelpers;

/// <summary>How a moment is said.</summary>
public enum TimeStyle
{
    /// <summary>il y a 3 heures; the exact moment in the title.</summary>
    Ago,

    /// <summary>mardi 3 mars 2026 à 18 h</summary>
    Exact,

    /// <summary>mardi 3 mars 2026</summary>
    Day,

    /// <summary>3 mars 2026</summary>
    ShortDay,
}

/// <summary><c>&lt;moment at="@Model.PublishedAt" /&gt;</c>: a time as people say it, and as machines read it.</summary>
[HtmlTargetElement("moment", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MomentTagHelper(Words words) : TagHelper
{
    public DateTimeOffset? At { get; set; }

    public TimeStyle Style { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (At is not { } at)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", words.Local(at).ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture));
        if (Style == TimeStyle.Ago)
        {
            output.Attributes.SetAttribute("title", words.When(at));
        }

        output.Content.SetContent(Style switch
        {
            TimeStyle.Exact => words.When(at),
            TimeStyle.Day => words.Day(at),
            TimeStyle.ShortDay => words.ShortDay(at),
            _ => words.Ago(at),
        });
    }
}
