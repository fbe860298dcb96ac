using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Polling;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>Brings a batch of papers, counted by hand.</summary>
public class NewBatchModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : PollingPage(db, me, almanac, words, clock)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    /// <summary>How many, as typed.</summary>
    [BindProperty]
    public string? Papers { get; set; }

    public Refusal? WhyNot => Budget.WhyNotTakePaper(Staff);

    public void OnGet()
    {
        // The form is empty.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        _ = int.TryParse(Papers, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var papers);
        var batch = new PaperBatch(Budget, Name, Place, papers, Staff, Now);
        Db.PaperBatches.Add(batch);
        await Db.SaveChangesAsync();

        return Done($"{Address}/batches/{batch.Id}", "paper.batch.opened", ("name", batch.Name));
    }
}
