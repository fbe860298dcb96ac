using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;
using Participation.Web.Mail;

namespace Participation.Web.Pages.Mail;

/// <summary>
/// Stops one kind of letters, without signing in: the link in the letter is the key. Mail programs press the button for
/// their reader (RFC 8058), so no token of ours is asked for; it could do no more than the link itself.
/// </summary>
[IgnoreAntiforgeryToken]
public class StopModel(ParticipationDb db, Letterhead head, Words words) : PageModel
{
    public MailChoices? Choice { get; private set; }

    public void OnGet(string token) => Choice = head.WhatStops(token)?.Choice;

    public async Task<IActionResult> OnPostAsync(string token)
    {
        if (head.WhatStops(token) is not var (personId, choice))
        {
            return Page();
        }

        if (await db.People.SingleOrDefaultAsync(p => p.Id == personId) is { } person)
        {
            person.Choose(person.Mail & ~choice);
            await db.SaveChangesAsync();
        }

        TempData["Done"] = words["mail.stop_done"];
        return LocalRedirect("/");
    }
}
