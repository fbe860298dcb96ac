using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Participation.People;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.TagHelpers;

/// <summary>
/// <c>&lt;why refusal="@Model.WhyNotSupport" /&gt;</c>: where the button would be, the reason it is not there, and what
/// would change that. Says nothing when there is no reason.
/// </summary>
[HtmlTargetElement("why", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WhyTagHelper(Words words, Assets assets, HtmlEncoder html) : TagHelper
{
    public Refusal? Refusal { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Refusal is null)
        {
            output.SuppressOutput();
            return;
        }

        var (icon, link, text) = Refusal.Code switch
        {
            _ when Refusal == PersonRefusals.SignedOut => ("person", SignIn(), words["layout.sign_in"]),
            _ when Refusal == PersonRefusals.NotVerified => ("person", "/account", words["layout.your_account"]),
            _ when Refusal.At is not null => ("clock", "", ""),
            _ => ("info", "", ""),
        };

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "act-reason");
        output.Content.SetHtmlContent(
            $"""{assets.Icon(icon)}<div><p><strong>{html.Encode(words.Why(Refusal))}</strong></p>"""
            + (link.Length > 0 ? $"""<p class="small"><a href="{html.Encode(link)}">{html.Encode(text)}</a></p>""" : "")
            + "</div>");
    }

    private string SignIn()
    {
        var request = View.HttpContext.Request;
        return $"/sign-in?returnUrl={Uri.EscapeDataString(request.Path + request.QueryString)}";
    }
}
