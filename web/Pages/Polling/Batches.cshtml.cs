using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Polling;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.Pages.Polling;

/// <summary>The batches of papers: where each has come from, and how far it is.</summary>
public class BatchesModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : PollingPage(db, me, almanac, words, clock)
{
    private const int PageSize = 50;

    /// <summary>The last batch on the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    /// <summary>Open ones first, then by name; those discarded last.</summary>
    public IReadOnlyList<PaperBatch> Batches { get; private set; } = [];

    public Pager Pager { get; private set; } = new(null, null);

    /// <summary>How many persons are marked as voting on paper.</summary>
    public int Marks { get; private set; }

    /// <summary>Papers in the box, blank and spoilt ones with them.</summary>
    public int Papers { get; private set; }

    public async Task OnGetAsync()
    {
        var last = After is { } after ? await Db.PaperBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == after && b.BudgetId == Budget.Id, Stop) : null;
        var page = await Db.PaperBatches.AsNoTracking().Following(Budget.Id, last).WithEntries().Take(PageSize + 1).ToListAsync(Stop);
        Batches = [.. page.Take(PageSize)];
        Pager = new Pager(last is null ? null : $"{Address}/batches", page.Count > PageSize ? $"{Address}/batches?after={Batches[^1].Id}" : null);
        Marks = await Db.Roll.CountAsync(e => e.BudgetId == Budget.Id && e.Channel == Channel.Paper, Stop);
        Papers = await Db.PaperBatches.InBox(Budget.Id).Standing().SumAsync(b => b.Papers, Stop);
    }
}
