using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class EmailModel(UserManager<Account> accounts, CurrentPerson me, Door door, AccountLetters letters, Words words) : AccountPage(accounts, me)
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Address.IsOne(Email))
        {
            ModelState.AddModelError(nameof(Email), words["accounts.email_needed"]);
        }

        if (!await IsPasswordAsync(door, Password))
        {
            ModelState.AddModelError(nameof(Password), words["accounts.password_wrong"]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        await Evenly.TakeAsync(() => AskAsync(Email!.Trim()));
        TempData["Done"] = words["accounts.email_sent"];
        return RedirectToPage("Index");
    }

    private async Task<bool> AskAsync(string address)
    {
        if (await Accounts.FindByEmailAsync(address) is { } owner)
        {
            await letters.WarnOfSecondSignUpAsync(owner);
        }
        else
        {
            await letters.AskToConfirmNewAddressAsync(Account, address);
        }

        return true;
    }
}
