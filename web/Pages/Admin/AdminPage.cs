using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin;

/// <summary>A page of the town hall's own: visitors are asked to sign in, others are told that it is not for them.</summary>
[Authorize(Policy = Policies.Council)]
public abstract class AdminPage(Words words) : PageModel
{
    protected Words Words => words;

    /// <summary>Notes what is wrong, if anything, at its field.</summary>
    protected void Mind(Refusal? refusal)
    {
        if (refusal is not null)
        {
            ModelState.AddModelError(refusal.Field ?? "", words.Why(refusal));
        }
    }

    /// <summary>The form once more, as it was filled in, with what is wrong with it.</summary>
    protected IActionResult Again() => new PageResult { StatusCode = StatusCodes.Status409Conflict };

    /// <summary>Goes on to the next page, which says once what was done.</summary>
    protected IActionResult Done(string address, string key, params ReadOnlySpan<(string Name, string Value)> with)
    {
        TempData["Done"] = words.With(key, with);
        return LocalRedirect(address);
    }
}

/// <summary>What an act undoes, asked once more before it is done. Drawn by <c>Admin/_Confirm.cshtml</c>.</summary>
/// <param name="Title">The question.</param>
/// <param name="Text">What follows from it.</param>
/// <param name="Button">The verb.</param>
/// <param name="Back">Where one goes who would rather not.</param>
/// <param name="Version">Of what is changed, where a form carries it.</param>
/// <param name="Danger">Whether something is lost.</param>
public sealed record Confirmation(string Title, string Text, string Button, string Back, int? Version = null, bool Danger = true);
