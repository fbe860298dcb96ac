using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class RemovePasskeyModel(UserManager<Account> accounts, CurrentPerson me, Words words) : AccountPage(accounts, me)
{
    [BindProperty]
    public string? Passkey { get; set; }

    public IActionResult OnGet() => RedirectToPage("Security");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Base64Url.IsValid(Passkey) || await Accounts.GetPasskeyAsync(Account, Base64Url.DecodeFromChars(Passkey)) is not { } passkey)
        {
            return NotFound();
        }

        await Accounts.RemovePasskeyAsync(Account, passkey.CredentialId);

        TempData["Done"] = words["accounts.passkey_removed"];
        return RedirectToPage("Security");
    }
}
