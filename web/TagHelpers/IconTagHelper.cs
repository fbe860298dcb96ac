using Microsoft.AspNetCore.Razor.TagHelpers;
using Participation.Web.Look;

namespace Participation.Web.TagHelpers;

/// <summary><c>&lt;icon name="place" /&gt;</c>: a drawing that says nothing the words beside it do not say.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper(Assets assets) : TagHelper
{
    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(assets.Icon(Name));
    }
}
