using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class RemoveAuthenticatorModel(
    UserManager<Account> accounts, CurrentPerson me, Door door, AccountLetters letters, Words words) : AccountPage(accounts, me)
{
    [BindProperty]
    public string? Password { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await IsPasswordAsync(door, Password))
        {
            ModelState.AddModelError(nameof(Password), words["accounts.password_wrong"]);
            return Page();
        }

        await Accounts.SetTwoFactorEnabledAsync(Account, false);
        await Accounts.ResetAuthenticatorKeyAsync(Account);
        await door.StayAsync(Account, SecondFactor.PasswordOnly);
        await letters.TellOfChangeAsync(Account, Account.Email!, "second_factor_removed");

        TempData["Done"] = words["accounts.app_off_done"];
        return RedirectToPage("Security");
    }
}
