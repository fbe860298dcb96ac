using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.People;
using Participation.Places;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class SignUpModel(Registration registration, Almanac almanac, Words words) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public Guid? District { get; set; }

    public IReadOnlyList<District> Districts { get; private set; } = [];

    public async Task OnGetAsync() => Districts = (await almanac.ReadAsync()).Districts;

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        Check();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var done = await Evenly.TakeAsync(() => registration.SignUpAsync(Name!.Trim(), Email!.Trim(), Password!, words.Code, District));
        if (!done.Succeeded)
        {
            ModelState.AddErrors(nameof(Password), done, words);
            return Page();
        }

        return RedirectToPage("LetterSent", new { about = "confirm" });
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.AddModelError(nameof(Name), words["accounts.name_needed"]);
        }
        else if (Name.Trim().Length > Person.NameMaxLength)
        {
            ModelState.AddModelError(nameof(Name), words.Count("accounts.name_too_long", Person.NameMaxLength));
        }

        if (!Address.IsOne(Email))
        {
            ModelState.AddModelError(nameof(Email), words["accounts.email_needed"]);
        }

        if (Password is not { Length: >= Passwords.MinLength and <= Passwords.MaxLength })
        {
            ModelState.AddModelError(nameof(Password), words["accounts.errors.PasswordTooShort"]);
        }
    }
}
