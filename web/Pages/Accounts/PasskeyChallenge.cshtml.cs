using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Accounts;

namespace Participation.Web.Pages.Accounts;

/// <summary>What a browser needs to ask for a passkey. Whose it is, the passkey itself says.</summary>
public class PasskeyChallengeModel(Door door) : PageModel
{
    public async Task<IActionResult> OnPostAsync() => Content(await door.MakePasskeyRequestOptionsAsync(null), "application/json");
}
