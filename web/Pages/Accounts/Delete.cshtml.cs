using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class DeleteModel(UserManager<Account> accounts, CurrentPerson me, Door door, Departure departure, Words words) : AccountPage(accounts, me)
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

        if (!await departure.LeaveAsync(Account))
        {
            ModelState.AddModelError("", words["accounts.errors.Other"]);
            return Page();
        }

        await door.SignOutAsync();

        TempData["Done"] = words["accounts.deleted"];
        return LocalRedirect("/");
    }
}
