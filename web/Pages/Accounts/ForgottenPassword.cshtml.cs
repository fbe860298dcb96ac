using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class ForgottenPasswordModel(UserManager<Account> accounts, AccountLetters letters, Words words) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Address.IsOne(Email))
        {
            ModelState.AddModelError(nameof(Email), words["accounts.email_needed"]);
            return Page();
        }

        await Evenly.TakeAsync(async () =>
        {
            if (await accounts.FindByEmailAsync(Email!.Trim()) is { } account)
            {
                await letters.OfferNewPasswordAsync(account);
            }

            return true;
        });
        return RedirectToPage("LetterSent", new { about = "reset" });
    }
}
