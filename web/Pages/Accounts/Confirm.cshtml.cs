using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

/// <summary>Where the first letter leads. A button and not the mere link confirms: mail programs open links by themselves.</summary>
public class ConfirmModel(UserManager<Account> accounts, Words words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var account = await accounts.FindByIdAsync(Id.ToString());
        if (account is null || !(await accounts.ConfirmEmailAsync(account, AccountLetters.Unpack(Token ?? ""))).Succeeded)
        {
            ModelState.AddModelError("", words["accounts.errors.InvalidToken"]);
            return Page();
        }

        TempData["Done"] = words["accounts.confirmed"];
        return RedirectToPage("SignIn");
    }
}
