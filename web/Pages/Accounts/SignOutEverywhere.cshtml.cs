using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class SignOutEverywhereModel(UserManager<Account> accounts, CurrentPerson me, Door door, Words words) : AccountPage(accounts, me)
{
    public IActionResult OnGet() => RedirectToPage("Security");

    public async Task<IActionResult> OnPostAsync()
    {
        await Accounts.UpdateSecurityStampAsync(Account);
        await door.SignOutAsync();

        TempData["Done"] = words["accounts.everywhere_done"];
        return RedirectToPage("SignIn");
    }
}
