using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class RecoveryModel(Door door, Words words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? RecoveryCode { get; set; }

    public async Task<IActionResult> OnGetAsync() =>
        await door.GetTwoFactorAuthenticationUserAsync() is null ? RedirectToPage("SignIn", new { ReturnUrl }) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await door.GetTwoFactorAuthenticationUserAsync() is null)
        {
            return RedirectToPage("SignIn", new { ReturnUrl });
        }

        if ((await door.TwoFactorRecoveryCodeSignInAsync(RecoveryCode?.Trim() ?? "")).Succeeded)
        {
            return this.GoOn(ReturnUrl);
        }

        ModelState.AddModelError(nameof(RecoveryCode), words["accounts.recovery_no"]);
        return Page();
    }
}
