using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.TagHelpers;

/// <summary>
/// <c>&lt;by name="@Model.Author" role="@Model.Role"&gt;more&lt;/by&gt;</c>: who wrote something, with what they are
/// in town when that matters. An empty name is someone who deleted their account.
/// </summary>
[HtmlTargetElement("by")]
public sealed class PersonTagHelper(Words words, HtmlEncoder html) : TagHelper
{
    public string Name { get; set; } = "";

    public Role Role { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var more = await output.GetChildContentAsync();
        var name = Name.Length > 0 ? Name : words["layout.nobody"];

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "person");
        output.Content.AppendHtml($"""<span class="person-mark" aria-hidden="true">{html.Encode(FirstLetter(name))}</span><span class="person-name">{html.Encode(name)}</span>""");
        if (Role != Role.Resident)
        {
            output.Content.AppendHtml($"""<span class="status status-know">{html.Encode(words[Role == Role.Council ? "layout.council" : "layout.moderator"])}</span>""");
        }

        output.Content.AppendHtml(more);
    }

    private static string FirstLetter(string name) => System.Globalization.StringInfo.GetNextTextElement(name).ToUpperInvariant();
}
