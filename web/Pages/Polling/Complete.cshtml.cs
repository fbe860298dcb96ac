using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Polling;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>The council says that all papers are entered. The box is sealed next, for good.</summary>
[Authorize(Policy = Policies.Council)]
public class CompleteModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : PollingPage(db, me, almanac, words, clock)
{
    /// <summary>How many persons are marked as voting on paper.</summary>
    public int Marks { get; private set; }

    /// <summary>Papers in the box, blank and spoilt ones with them.</summary>
    public int Papers { get; private set; }

    /// <summary>Whether whoever completes it has seen that there are fewer papers than marks.</summary>
    [BindProperty]
    public bool KnowsOfMissing { get; set; }

    public Refusal? WhyNot { get; private set; }

    public async Task OnGetAsync() => await PrepareAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await PrepareAsync();
        RefusedException.ThrowIf(WhyNot);
        RefusedException.ThrowIf(Papers == Marks || KnowsOfMissing ? null : PollingRefusals.PapersMissing with { Count = Marks - Papers });

        Budget.CompletePaper(Staff, Now);
        await Db.SaveChangesAsync();

        return Done($"{Address}/batches", "paper.complete.done");
    }

    protected override async Task PrepareAsync()
    {
        Marks = await Db.Roll.CountAsync(e => e.BudgetId == Budget.Id && e.Channel == Channel.Paper, Stop);
        Papers = await Db.PaperBatches.InBox(Budget.Id).Standing().SumAsync(b => b.Papers, Stop);
        WhyNot = Budget.WhyNotCompletePaper(Staff)
            ?? (await Db.PaperBatches.AnyAsync(b => b.BudgetId == Budget.Id && b.SettledById == null && b.DiscardedById == null, Stop) ? PollingRefusals.BatchesOpen : null);
    }
}
