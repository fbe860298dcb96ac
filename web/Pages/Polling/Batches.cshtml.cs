using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Polling;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>The batches of papers: where each has come from, and how far it is.</summary>
public class BatchesModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : PollingPage(db, me, almanac, words, clock)
{
    private const int Most = 200;

    /// <summary>Open ones first, then by name; those discarded last.</summary>
    public IReadOnlyList<PaperBatch> Batches { get; private set; } = [];

    /// <summary>How many persons are marked as voting on paper.</summary>
    public int Marks { get; private set; }

    /// <summary>Papers in the box, blank and spoilt ones with them.</summary>
    public int Papers { get; private set; }

    public async Task OnGetAsync()
    {
        Batches = await Db.PaperBatches.AsNoTracking().WithEntries().Where(b => b.BudgetId == Budget.Id)
            .OrderBy(b => b.DiscardedById != null).ThenBy(b => b.SettledById != null).ThenBy(b => b.Name)
            .Take(Most).ToListAsync(Stop);
        Marks = await Db.Roll.CountAsync(e => e.BudgetId == Budget.Id && e.Channel == Channel.Paper, Stop);
        Papers = await Db.PaperBatches.InBox(Budget.Id).Standing().SumAsync(b => b.Papers, Stop);
    }
}
