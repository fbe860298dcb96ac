using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>Says that all papers of a batch are typed.</summary>
public class FinishModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BatchPage(db, me, almanac, words, clock)
{
    public IActionResult OnGet() => LocalRedirect(BatchAddress);

    public async Task<IActionResult> OnPostAsync()
    {
        Batch.Finish(Staff);
        await Db.SaveChangesAsync();

        return Done(BatchAddress, "paper.type.finished", ("name", Batch.Name));
    }
}
