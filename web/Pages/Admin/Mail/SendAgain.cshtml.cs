using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Mail;

[Authorize(Policy = Policies.Council)]
public class SendAgainModel(ParticipationDb db, TimeProvider clock, Words words) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("Index");

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await db.Letters.SingleOrDefaultAsync(l => l.Id == id) is not { CanBeSentAgain: true } letter)
        {
            return NotFound();
        }

        letter.SendAgain(clock.GetUtcNow());
        await db.SaveChangesAsync();

        TempData["Done"] = words["mail.will_be_sent"];
        return RedirectToPage("Index");
    }
}
