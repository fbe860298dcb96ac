using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

/// <summary>Where the letter to a new address leads.</summary>
public class ConfirmEmailModel(UserManager<Account> accounts, Door door, AccountLetters letters, Words words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Email { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var account = await accounts.FindByIdAsync(Id.ToString());
        var before = account?.Email;
        if (account is null || !Address.IsOne(Email) || !(await accounts.ChangeEmailAsync(account, Email!, AccountLetters.Unpack(Token ?? ""))).Succeeded)
        {
            ModelState.AddModelError("", words["accounts.errors.InvalidToken"]);
            return Page();
        }

        await accounts.SetUserNameAsync(account, Email);
        await letters.TellOfChangeAsync(account, before!, "address_changed");
        if (accounts.GetUserId(User) == account.Id.ToString())
        {
            await door.StayAsync(account);
        }

        TempData["Done"] = words["accounts.email_changed"];
        return RedirectToPage("Index");
    }
}
