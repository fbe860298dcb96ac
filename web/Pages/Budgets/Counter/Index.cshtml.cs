using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Database;
using Participation.Polling;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets.Counter;

/// <summary>The start of voting at the counter, on a device of the town's: a code, and nothing else. Whoever was there before is forgotten.</summary>
/// <remarks>No one is signed in and no cookie is set, so there is no token against forged requests: the code is the only right there is.</remarks>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class IndexModel(CounterCodes codes, Words words, TimeProvider clock) : PageModel
{
    /// <summary>As typed.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Set by the choice of a language, which is then kept for this voter.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Chosen { get; set; }

    /// <summary>Whether a voter comes back here because their code was used up.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Spent { get; set; }

    public void OnGet()
    {
        if (!Chosen)
        {
            CounterLook.Forget(Response);
        }

        if (Spent)
        {
            ModelState.AddModelError(nameof(Code), words.Why(PollingRefusals.CodeUnknown));
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        RefusedException.ThrowIf(await codes.FindAsync(Code, clock.GetUtcNow(), HttpContext.RequestAborted) is null ? PollingRefusals.CodeUnknown : null);

        // The code goes on in the body of the request: an address would stay in the browser's history.
        return RedirectPreserveMethod("/counter/ballot");
    }
}
