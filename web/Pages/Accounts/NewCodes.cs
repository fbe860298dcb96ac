using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Accounts;

namespace Participation.Web.Pages.Accounts;

internal static class NewCodes
{
    public const int Number = 10;

    /// <summary>Makes recovery codes and leads to the page that shows them, this once.</summary>
    public static async Task<IActionResult> ShowNewCodesAsync(this PageModel page, UserManager<Account> accounts, Account account)
    {
        page.TempData["Codes"] = (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, Number))!.ToArray();
        return page.RedirectToPage("RecoveryCodes");
    }
}
