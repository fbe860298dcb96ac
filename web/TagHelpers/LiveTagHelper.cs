using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Participation.Web.TagHelpers;

/// <summary>
/// <c>&lt;div live="proposal:42"&gt;</c>: this part of the page follows the subject. Numbers marked
/// <c>data-number="supports"</c> tick; anything more waits until the reader asks for it.
/// </summary>
[HtmlTargetElement(Attributes = "live")]
public sealed class LiveTagHelper : TagHelper
{
    public string Live { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Attributes.SetAttribute("data-live", Live);
}
