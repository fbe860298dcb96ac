using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>Takes one of the two turns of a batch.</summary>
public class EnterModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BatchPage(db, me, almanac, words, clock)
{
    public IActionResult OnGet() => LocalRedirect(BatchAddress);

    public async Task<IActionResult> OnPostAsync()
    {
        Batch.Enter(Staff);
        await Db.SaveChangesAsync();

        return LocalRedirect($"{BatchAddress}/type");
    }
}
