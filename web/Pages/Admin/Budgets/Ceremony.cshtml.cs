using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Board;
using Participation.Commissions;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>Where the council, before witnesses if it likes, signs for a result and so lets it be published.</summary>
public class CeremonyModel(ParticipationDb db, BallotBox box, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    private readonly CurrentPerson _me = me;

    /// <summary>Who is about to sign.</summary>
    public Person Signatory { get; private set; } = null!;

    /// <summary>Null where the vote has none.</summary>
    public Commission? Commission { get; private set; }

    public Refusal? WhyNotSign => Budget.WhyNotSign(Signatory, Commission);

    /// <summary>Who signed; null while nobody has.</summary>
    public string? SignedBy { get; private set; }

    /// <summary>How many ballots nobody else cast alike, while the result waits and ballots will be published; else null.</summary>
    public PatternRisk? Risk { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        Budget.Sign(Signatory, Commission, Now);
        await Db.SaveChangesAsync();

        return Done($"{Address}/ceremony", "admin.ceremony.done");
    }

    protected override async Task<bool> FindMoreAsync()
    {
        Signatory = await _me.RequireAsync();
        Commission = await Db.Commissions.SingleOrDefaultAsync(c => c.BudgetId == Budget.Id);
        // Reading every ballot takes a while: the request waits elsewhere.
        Risk = Budget.IsToBeSigned && !Budget.Terms.PublishesOnlySums
            ? await Task.Run(() => PatternRisk.Of(Budget.ToElection(box.Ballots(Budget))), HttpContext.RequestAborted)
            : null;
        SignedBy = Budget.SignedById is { } id ? (await Db.People.FindAsync(id))?.Name : null;
        return true;
    }
}
