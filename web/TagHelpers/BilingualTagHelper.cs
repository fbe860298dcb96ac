using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.TagHelpers;

/// <summary>
/// <c>&lt;bilingual for="Title" label="…" /&gt;</c>: one text, in French and in English side by side. With <c>rows</c> it
/// is a text of several lines.
/// </summary>
[HtmlTargetElement("bilingual", TagStructure = TagStructure.WithoutEndTag)]
public sealed class BilingualTagHelper(Words words, Assets assets, HtmlEncoder html) : TagHelper
{
    public ModelExpression For { get; set; } = null!;

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    public int Rows { get; set; }

    /// <summary>Whether it takes the text in every language.</summary>
    public bool Both { get; set; }

    public int MaxLength { get; set; } = 20_000;

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = View.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = TagBuilder.CreateSanitizedId(name, "_");
        var error = Errors.At(View, name);
        var described = new Described(Hint is null ? null : $"{id}-hint", error is null ? null : $"{id}-error");
        var typed = For.Model as TypedText ?? new TypedText();

        output.TagName = "fieldset";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", error is null ? "field" : "field has-error");
        output.Attributes.SetAttribute("id", id);
        described.PutOn(output);

        output.Content.AppendHtml($"<legend>{html.Encode(Label)}</legend>");
        if (Hint is not null)
        {
            output.Content.AppendHtml($"""<p class="hint" id="{id}-hint">{html.Encode(Hint)}</p>""");
        }

        if (error is not null)
        {
            output.Content.AppendHtml(
                $"""<p class="field-error" id="{id}-error" data-valmsg-for="{html.Encode(name)}">{assets.Icon("alert")}<span><span class="visually-hidden">{html.Encode(words["layout.error"])} </span>{html.Encode(error)}</span></p>""");
        }

        output.Content.AppendHtml("""<div class="grid">""");
        output.Content.AppendHtml(One(id, name, "fr", "Fr", "Français", typed.Fr, error));
        output.Content.AppendHtml(One(id, name, "en", "En", "English", typed.En, error: null));
        output.Content.AppendHtml("</div>");
    }

    private string One(string id, string name, string language, string part, string title, string? model, string? error)
    {
        var value = View.ViewData.ModelState.TryGetValue($"{name}.{part}", out var entry) && entry.AttemptedValue is { } typed ? typed : model;
        var optional = language == "fr" || Both ? "" : $""" <span class="optional">{html.Encode(words["layout.optional"])}</span>""";
        var attributes = $"""id="{id}_{part}" name="{html.Encode(name)}.{part}" lang="{language}" maxlength="{MaxLength}"{(error is null ? "" : " aria-invalid=\"true\"")}""";
        var control = Rows > 0
            ? $"""<textarea class="textarea" rows="{Rows}" {attributes}>{'\n'}{html.Encode(value ?? "")}</textarea>"""
            : $"""<input class="input" type="text" {attributes} value="{html.Encode(value ?? "")}">""";
        return $"""<div class="field"><label class="field-label-small" for="{id}_{part}">{title}{optional}</label>{control}</div>""";
    }
}
