using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Participation.Jobs.Mail;
using Participation.Polling;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>What the vote decided, and why.</summary>
public class ResultsModel(ParticipationDb db, ILetterhead head, Almanac almanac, CurrentPerson me, TimeProvider clock) : BudgetPage(db, almanac, me, clock)
{
    /// <summary>A tie that changed nothing is told only while there are few.</summary>
    public const int MostHarmlessTies = 20;

    /// <summary>The letter of the rule whose choice the map shows; see <see cref="SideBySide.LetterOf"/>.</summary>
    [FromQuery(Name = "rule")]
    public string? Letter { get; set; }

    public ResultTable Table { get; private set; } = null!;

    /// <summary>Null where there is no other rule to put beside that of the vote.</summary>
    public SideBySide? Compared { get; private set; }

    /// <summary>Which of the compared rules the map shows: that of the vote, unless another is asked for.</summary>
    public int OnMap => SideBySide.PositionOf(Letter, Compared?.Rules.Count ?? 1);

    /// <summary>Verified residents now: the people who could have voted. Null where others could, or the vote was held elsewhere.</summary>
    public int? Electorate { get; private set; }

    /// <summary>As it stands on posters and in letters.</summary>
    public string WholeAddress => head.LinkTo($"{Address}/results");

    /// <summary>Papers that were counted, batch by batch.</summary>
    public IReadOnlyList<PaperBatch> Batches { get; private set; } = [];

    public IReadOnlyList<ResultTie> Ties { get; private set; } = [];

    /// <summary>Ballots that were taken out before the count, by reason.</summary>
    public IReadOnlyList<(VoidReason Reason, int Count)> Voided { get; private set; } = [];

    /// <summary>Of this vote, where the council ended its review for it; else null.</summary>
    public Commission? Overtaken { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Budget.IsPublished)
        {
            return Redirect(Address);
        }

        Table = new ResultTable(Budget, Almanac.Category);
        Compared = Budget.Result!.Explanation is { Rules.Count: > 1 } explanation ? SideBySide.Of(Budget, explanation, Almanac) : null;
        Ties = [.. Budget.Result.Ties.OrderByDescending(t => t.IsDecisive).Take(MostHarmlessTies + Budget.Result.Ties.Count(t => t.IsDecisive))];
        Voided = await Db.VoidedAsync(Budget.Id, HttpContext.RequestAborted);
        Overtaken = await Db.Commissions.AsNoTracking().SingleOrDefaultAsync(c => c.BudgetId == Budget.Id, HttpContext.RequestAborted) is { WasEndedByCouncil: true } commission ? commission : null;
        Batches = await Db.PaperBatches.AsNoTracking().InBox(Budget.Id).ToListAsync(HttpContext.RequestAborted);
        if (Budget.FileHash is null && Space.VerifiedOnly.HasFlag(Participation.Spaces.Acts.Vote))
        {
            Electorate = await Db.People.CountAsync(p => p.VerifiedAt != null && p.DeletedAt == null, HttpContext.RequestAborted);
        }

        return Page();
    }
}
