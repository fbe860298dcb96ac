using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class SignInModel(Door door, AccountLetters letters, Words words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public bool Stay { get; set; }

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? this.GoOn(ReturnUrl) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var (answer, account) = await door.KnockAsync(Email?.Trim() ?? "", Password ?? "", Stay);
        switch (answer)
        {
            case Answer.Welcome:
                return this.GoOn(ReturnUrl);
            case Answer.CodeNeeded:
                return RedirectToPage("Code", new { ReturnUrl, Stay });
            case Answer.NotConfirmed:
                await letters.AskToConfirmAsync(account!);
                return RedirectToPage("LetterSent", new { about = "confirm" });
            default:
                ModelState.AddModelError("", words["accounts.sign_in_no"]);
                return Page();
        }
    }
}
