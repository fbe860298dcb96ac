using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

/// <summary>Takes what the browser made of the challenge of <see cref="PasskeyChallengeModel"/>.</summary>
public class PasskeySignInModel(Door door, Words words) : PageModel
{
    [BindProperty]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Credential { get; set; }

    public IActionResult OnGet() => RedirectToPage("SignIn");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!string.IsNullOrEmpty(Credential) && await door.ShowPasskeyAsync(Credential, stay: true) == Answer.Welcome)
        {
            return this.GoOn(ReturnUrl);
        }

        ModelState.AddModelError("", words["accounts.passkey_no"]);
        return Page();
    }
}
