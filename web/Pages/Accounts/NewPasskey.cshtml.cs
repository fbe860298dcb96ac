using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class NewPasskeyModel(UserManager<Account> accounts, CurrentPerson me, Door door, Words words) : AccountPage(accounts, me)
{
    public const int NameMaxLength = 60;
    private const int MostPasskeys = 10;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Credential { get; set; }

    public void OnGet() => Name = words["accounts.passkey_default"];

    public async Task<IActionResult> OnPostAsync()
    {
        if (Name?.Trim() is not { Length: > 0 and <= NameMaxLength } name)
        {
            ModelState.AddModelError(nameof(Name), words.Count("accounts.passkey_name_needed", NameMaxLength));
        }
        else if ((await Accounts.GetPasskeysAsync(Account)).Count >= MostPasskeys)
        {
            ModelState.AddModelError("", words.Count("accounts.passkey_too_many", MostPasskeys));
        }
        else if (string.IsNullOrEmpty(Credential) || !await door.AddPasskeyAsync(Account, Credential, name))
        {
            ModelState.AddModelError("", words["accounts.passkey_refused"]);
        }
        else
        {
            TempData["Done"] = words["accounts.passkey_done"];
            return RedirectToPage("Security");
        }

        return Page();
    }
}
