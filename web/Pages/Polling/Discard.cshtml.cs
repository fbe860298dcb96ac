using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>Lays a batch aside before anything of it is in the box.</summary>
public class DiscardModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BatchPage(db, me, almanac, words, clock)
{
    /// <summary>Written in the register of the town hall.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public IActionResult OnGet() => Batch.IsOver ? LocalRedirect(BatchAddress) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        Batch.Discard(Staff, Reason, Now);
        await Db.SaveChangesAsync();

        return Done($"{Address}/batches", "paper.batch.is_discarded", ("name", Batch.Name));
    }
}
