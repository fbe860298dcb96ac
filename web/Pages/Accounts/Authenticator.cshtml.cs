using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class AuthenticatorModel(UserManager<Account> accounts, CurrentPerson me, Door door, Words words) : AccountPage(accounts, me)
{
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The secret in groups of four, for those who type it.</summary>
    public string Key { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (Account.TwoFactorEnabled)
        {
            return RedirectToPage("Security");
        }

        if (await Accounts.GetAuthenticatorKeyAsync(Account) is null)
        {
            await Accounts.ResetAuthenticatorKeyAsync(Account);
            await door.StayAsync(Account);
        }

        await ReadKeyAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var code = (Code ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (!await Accounts.VerifyTwoFactorTokenAsync(Account, Accounts.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            ModelState.AddModelError(nameof(Code), words["accounts.app_code_no"]);
            await ReadKeyAsync();
            return Page();
        }

        await Accounts.SetTwoFactorEnabledAsync(Account, true);
        await door.StayAsync(Account, SecondFactor.Code);
        TempData["Done"] = words["accounts.app_done"];
        return await this.ShowNewCodesAsync(Accounts, Account);
    }

    private async Task ReadKeyAsync() =>
        Key = string.Join(' ', (await Accounts.GetAuthenticatorKeyAsync(Account) ?? "").ToLowerInvariant().Chunk(4).Select(group => new string(group)));
}
