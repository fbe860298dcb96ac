using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

/// <summary>Where the letter to someone who forgot, or was invited, leads. Whoever reads it holds the address.</summary>
public class ResetPasswordModel(UserManager<Account> accounts, AccountLetters letters, TimeProvider clock, Words words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await accounts.FindByIdAsync(Id.ToString()) is not { } account)
        {
            ModelState.AddModelError("", words["accounts.errors.InvalidToken"]);
            return Page();
        }

        var done = Password is { Length: > Passwords.MaxLength }
            ? IdentityResult.Failed(new IdentityError { Code = "Other" })
            : await accounts.ResetPasswordAsync(account, AccountLetters.Unpack(Token ?? ""), Password ?? "");
        if (!done.Succeeded)
        {
            ModelState.AddErrors(done.Errors.Any(e => e.Code == "InvalidToken") ? "" : nameof(Password), done, words);
            return Page();
        }

        account.EmailConfirmed = true;
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        account.PasswordChangedAt = clock.GetUtcNow();
        await accounts.UpdateAsync(account);

        await letters.TellOfChangeAsync(account, account.Email!, "password_changed");
        TempData["Done"] = words["accounts.reset_done"];
        return RedirectToPage("SignIn");
    }
}
