using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Polling;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.Pages.Budgets;

/// <summary>Where members of the commission order a batch of papers out that was entered wrongly. Two of them then sign.</summary>
public class CommissionBatchesModel(ParticipationDb db, Voiding voiding, Almanac almanac, CurrentPerson me, Words words, TimeProvider clock)
    : MemberPage(db, almanac, me, clock), IDrawnAgain
{
    private const int PageSize = 50;

    /// <summary>The name of the one to be ordered out.</summary>
    [BindProperty]
    public string? Batch { get; set; }

    /// <summary>The name of the last batch on the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>Those in the box, void ones too.</summary>
    public IReadOnlyList<PaperBatch> Batches { get; private set; } = [];

    public Pager Pager { get; private set; } = new(null, null);

    /// <summary>Names of those that are ordered out already.</summary>
    public IReadOnlySet<string> Ordered { get; private set; } = new HashSet<string>();

    public Task OnGetAsync() => DrawAgainAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await voiding.AskForBatchAsync(Budget, Batch ?? "", await Me.RequireAsync(), Now);
        TempData["Done"] = words.With("paper.void.done", ("name", Batch!));

        return Redirect($"{Address}/commission/work");
    }

    public async Task DrawAgainAsync()
    {
        var stop = HttpContext.RequestAborted;
        var page = await Db.PaperBatches.AsNoTracking().InBoxAfter(Budget.Id, After).Take(PageSize + 1).ToListAsync(stop);
        Batches = [.. page.Take(PageSize)];
        Pager = new Pager(
            After is null ? null : $"{Address}/commission/batches",
            page.Count > PageSize ? $"{Address}/commission/batches?after={Uri.EscapeDataString(Batches[^1].Name)}" : null);
        Ordered = await Db.VoidOrders.Where(o => o.BudgetId == Budget.Id && o.Batch != null).Select(o => o.Batch!).ToHashSetAsync(stop);
    }
}
