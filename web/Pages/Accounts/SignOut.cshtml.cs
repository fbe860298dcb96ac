using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class SignOutModel(Door door, Words words) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await door.SignOutAsync();

        TempData["Done"] = words["accounts.signed_out"];
        return LocalRedirect("/");
    }
}
