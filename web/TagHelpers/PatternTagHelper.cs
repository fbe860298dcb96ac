using Microsoft.AspNetCore.Razor.TagHelpers;
using Participation.Web.Look;

namespace Participation.Web.TagHelpers;

/// <summary><c>&lt;pattern seed="@Model.Id" /&gt;</c>: the quiet picture of what has no photo.</summary>
[HtmlTargetElement("pattern", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PatternTagHelper : TagHelper
{
    public string Seed { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Pattern.Draw(Seed));
    }
}
