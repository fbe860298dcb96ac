using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.TagHelpers;

/// <summary>
/// <c>&lt;field for="Title" label="…" hint="…"&gt;&lt;input asp-for="Title"&gt;&lt;/field&gt;</c>: label above, then the
/// hint, then what is wrong, then the control, which is told about all of them.
/// </summary>
/// <remarks>With <c>group="true"</c> it is a fieldset and the label its legend, for radios and boxes.</remarks>
[HtmlTargetElement("field")]
public sealed class FieldTagHelper(Words words, Assets assets, HtmlEncoder html) : TagHelper
{
    public ModelExpression For { get; set; } = null!;

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    public bool Optional { get; set; }

    public bool Group { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var name = View.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = TagBuilder.CreateSanitizedId(name, "_");
        var error = Errors.At(View, name);

        var described = new Described(Hint is null ? null : $"{id}-hint", error is null ? null : $"{id}-error");
        context.Items[typeof(Described)] = described;
        var content = await output.GetChildContentAsync();

        output.TagName = Group ? "fieldset" : "div";
        output.Attributes.SetAttribute("class", error is null ? "field" : "field has-error");
        if (Group)
        {
            output.Attributes.SetAttribute("id", id);
            described.PutOn(output);
        }

        var optional = Optional ? $""" <span class="optional">{html.Encode(words["layout.optional"])}</span>""" : "";
        output.Content.AppendHtml(Group ? $"<legend>{html.Encode(Label)}{optional}</legend>" : $"""<label for="{id}">{html.Encode(Label)}{optional}</label>""");
        if (Hint is not null)
        {
            output.Content.AppendHtml($"""<p class="hint" id="{id}-hint">{html.Encode(Hint)}</p>""");
        }

        if (error is not null)
        {
            output.Content.AppendHtml(
                $"""<p class="field-error" id="{id}-error" data-valmsg-for="{html.Encode(name)}">{assets.Icon("alert")}<span><span class="visually-hidden">{html.Encode(words["layout.error"])} </span>{html.Encode(error)}</span></p>""");
        }

        output.Content.AppendHtml(content);
    }
}

/// <summary>Tells a control which hint and which error are about it.</summary>
[HtmlTargetElement("input", Attributes = "asp-for")]
[HtmlTargetElement("textarea", Attributes = "asp-for")]
[HtmlTargetElement("select", Attributes = "asp-for")]
public sealed class DescribedTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // The browser would check before us, in its own words and not always in the reader's language.
        foreach (var own in output.Attributes.Where(a => a.Name.StartsWith("data-val", StringComparison.Ordinal)).ToList())
        {
            output.Attributes.Remove(own);
        }

        if (context.Items.TryGetValue(typeof(Described), out var found) && found is Described described && !context.AllAttributes.ContainsName("aria-describedby"))
        {
            described.PutOn(output);
        }
    }

    public override int Order => 1_000;
}

internal sealed record Described(string? Hint, string? Error)
{
    public void PutOn(TagHelperOutput output)
    {
        if (Hint is not null || Error is not null)
        {
            output.Attributes.SetAttribute("aria-describedby", string.Join(' ', new[] { Hint, Error }.Where(id => id is not null)));
        }

        if (Error is not null && output.TagName != "fieldset")
        {
            output.Attributes.SetAttribute("aria-invalid", "true");
        }
    }
}

/// <summary><c>&lt;errors /&gt;</c>: all that is wrong with a form, above it, each line leading to its field.</summary>
[HtmlTargetElement("errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class Errors(Words words, HtmlEncoder html) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = View.ViewData.ModelState
            .SelectMany(field => field.Value!.Errors, (field, error) => (field.Key, error.ErrorMessage))
            .Where(e => e.ErrorMessage.Length > 0)
            .ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("aria-labelledby", "errors");
        output.Content.AppendHtml($"""<h2 id="errors">{html.Encode(words.Count("layout.to_mend", errors.Count))}</h2><ul role="list">""");
        foreach (var (key, message) in errors)
        {
            output.Content.AppendHtml(key.Length == 0
                ? $"<li>{html.Encode(message)}</li>"
                : $"""<li><a href="#{TagBuilder.CreateSanitizedId(key, "_")}">{html.Encode(message)}</a></li>""");
        }

        output.Content.AppendHtml("</ul>");
    }

    internal static string? At(ViewContext view, string name) =>
        view.ViewData.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
}
