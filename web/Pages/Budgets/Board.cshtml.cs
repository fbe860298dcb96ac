using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Board;
using Participation.Commissions;
using Participation.Database;
using Participation.Polling;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>The public log in plain words: what it is, how long it is, who watches it, and whether a ballot is in it.</summary>
public class BoardModel(ParticipationDb db, BallotLog log, Almanac almanac, CurrentPerson me, TimeProvider clock) : BudgetPage(db, almanac, me, clock)
{
    /// <summary>A tracker, as typed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>Null while nobody has been able to vote, and in an election held elsewhere.</summary>
    public LogState? Log { get; private set; }

    /// <summary>Why the log cannot be trusted; null when it can.</summary>
    public Refusal? Trouble { get; private set; }

    /// <summary>Names of those who countersigned the head.</summary>
    public IReadOnlyList<string> SignedBy { get; private set; } = [];

    /// <summary>The tracker as it should be written; null where none, or nothing like one, was asked for.</summary>
    public string? Tracker { get; private set; }

    /// <summary>Where in the log the ballot of the tracker is; null when there is none.</summary>
    public long? Place { get; private set; }

    /// <summary>A later leaf replaces it or makes it void.</summary>
    public bool HasFallen { get; private set; }

    public bool IsPublished { get; private set; }

    /// <summary>Ballots that the commission took out, by reason.</summary>
    public IReadOnlyList<(VoidReason Reason, int Count)> Voided { get; private set; } = [];

    /// <summary>Papers in the box, batch by batch; what they say only once the result is published.</summary>
    public IReadOnlyList<PaperBatch> Batches { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        try
        {
            Log = await log.ReadAsync(Budget.Id, stop);
        }
        catch (RefusedException refused)
        {
            Trouble = refused.Refusal;
            return;
        }

        if (Log is not null)
        {
            await ReadWitnessesAsync(Log, stop);
            Voided = await Db.VoidedAsync(Budget.Id, stop);
            Batches = await Db.PaperBatches.AsNoTracking().InBox(Budget.Id).ToListAsync(stop);
            IsPublished = await Db.Boards.AnyAsync(b => b.BudgetId == Budget.Id && b.Outcome != null, stop);
        }

        if ((Tracker = Code is null ? null : Board.Tracker.Typed(Code)) is not null)
        {
            await FindAsync(Tracker, stop);
        }
    }

    private async Task ReadWitnessesAsync(LogState state, CancellationToken stop)
    {
        var newest = await Db.Heads.Where(h => h.BudgetId == Budget.Id).OrderByDescending(h => h.Size).Select(h => h.Note).FirstOrDefaultAsync(stop);
        if (newest is not null)
        {
            var head = Head.Parse(newest);
            SignedBy = [.. state.Manifest.Witnesses.Where(head.IsSignedBy).Select(w => w.Name)];
        }
    }

    private async Task FindAsync(string tracker, CancellationToken stop)
    {
        var first = Convert.FromHexString(Board.Tracker.HexOf(tracker).PadRight(64, '0'));
        var last = Convert.FromHexString(Board.Tracker.HexOf(tracker).PadRight(64, 'f'));
        var leaf = await Db.Leaves
            .FromSql($"select * from leaves where budget_id = {Budget.Id} and commitment between {first} and {last}")
            .OrderBy(l => l.Index)
            .Select(l => new { l.Index, HasFallen = Db.Leaves.Any(f => f.BudgetId == l.BudgetId && f.Falls == l.Commitment) })
            .FirstOrDefaultAsync(stop);
        (Place, HasFallen) = (leaf?.Index, leaf?.HasFallen ?? false);
    }
}
