using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Participation.Web.Pages.Site;

/// <summary>What the site says of itself: how it works, accessibility, personal data. The texts are under <c>site</c>.</summary>
public class TextModel : PageModel
{
    [FromRoute]
    public string Name { get; set; } = "";

    public void OnGet()
    {
        // The route lets no other name in.
    }
}
