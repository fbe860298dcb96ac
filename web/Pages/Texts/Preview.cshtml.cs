using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Texts;

namespace Participation.Web.Pages.Texts;

/// <summary>Markdown as it will be shown, drawn by the same hand that will draw it once it is published.</summary>
public class PreviewModel : PageModel
{
    private const int MaxLength = 20_000;

    public IActionResult OnGet() => NotFound();

    public IActionResult OnPost(string? text) =>
        text?.Length > MaxLength ? BadRequest() : Content(Markdown.ToHtml(text ?? "", 2), "text/html; charset=utf-8");
}
