using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class PasswordModel(
    UserManager<Account> accounts, CurrentPerson me, Door door, AccountLetters letters, TimeProvider clock, Words words) : AccountPage(accounts, me)
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? New { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await IsPasswordAsync(door, Current))
        {
            ModelState.AddModelError(nameof(Current), words["accounts.password_wrong"]);
            return Page();
        }

        var done = New is { Length: > Passwords.MaxLength }
            ? IdentityResult.Failed(new IdentityError { Code = "Other" })
            : await Accounts.ChangePasswordAsync(Account, Current!, New ?? "");
        if (!done.Succeeded)
        {
            ModelState.AddErrors(nameof(New), done, words);
            return Page();
        }

        Account.PasswordChangedAt = clock.GetUtcNow();
        await Accounts.UpdateAsync(Account);
        await door.StayAsync(Account);
        await letters.TellOfChangeAsync(Account, Account.Email!, "password_changed");

        TempData["Done"] = words["accounts.password_changed"];
        return RedirectToPage("Security");
    }
}
