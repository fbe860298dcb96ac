using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class RecoveryCodesModel(UserManager<Account> accounts, CurrentPerson me) : AccountPage(accounts, me)
{
    /// <summary>Just made; empty when the page is opened again.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public IActionResult OnGet()
    {
        Codes = TempData["Codes"] as string[] ?? [];
        return Account.TwoFactorEnabled ? Page() : RedirectToPage("Security");
    }

    public async Task<IActionResult> OnPostAsync() =>
        Account.TwoFactorEnabled ? await this.ShowNewCodesAsync(Accounts, Account) : RedirectToPage("Security");
}
