using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Polling;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>A page about one batch of papers, with all that was typed of it. Where there is none, the answer is 404.</summary>
public abstract class BatchPage(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : PollingPage(db, me, almanac, words, clock)
{
    [FromRoute]
    public Guid Id { get; set; }

    public PaperBatch Batch { get; private set; } = null!;

    /// <summary>What the reader has typed, or is typing; null when neither. What the other has is never shown here.</summary>
    public PaperEntry? Mine => Batch.EntryOf(Staff);

    public string BatchAddress => $"{Address}/batches/{Id}";

    public IReadOnlyList<(string Text, string Address)> WayToBatch(params ReadOnlySpan<(string Text, string Address)> more) =>
        Way([(Words["paper.batches.title"], $"{Address}/batches"), (Words.With("paper.batch.title", ("name", Batch.Name)), BatchAddress), .. more]);

    protected override async Task<bool> FindMoreAsync()
    {
        if (await Db.PaperBatches.WithSheets().SingleOrDefaultAsync(b => b.Id == Id && b.BudgetId == Budget.Id, Stop) is not { } batch)
        {
            return false;
        }

        Batch = batch;
        return true;
    }
}
