using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.Board;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Spaces;
using Participation.Tally;
using Participation.Texts;

namespace Participation.Database;

/// <summary>
/// What happens to a budget when its voting time is over: the box is sealed, the ballots are counted, the result is
/// published. It may be stopped anywhere and begun again, here or on another server: there will be one result, once.
/// </summary>
/// <remarks>
/// Sealing and publishing are one transaction each. In between nothing is kept: a sealed box does not change, so counting
/// again finds the same. Nothing is locked while it counts, so the town goes on. Where two servers publish at once,
/// <c>one_result_per_budget</c> has the last word. What would be published is checked first as any resident may check it;
/// nothing that fails is published.
/// </remarks>
public sealed class VoteClosing(ParticipationDb db, BallotBox box, BallotLog log)
{
    private const int Tries = 3;

    /// <summary>
    /// Budgets whose voting time is over and whose result is not published, nor waits for papers, the commission or a
    /// signature; those waiting longest first.
    /// </summary>
    public Task<List<Guid>> DueAsync(DateTimeOffset now, CancellationToken stop = default)
    {
        var toReview = db.Commissions.ToReview();

        return db.Budgets
            .Where(b => b.PublishedAt == null && b.CancelledAt == null && (b.ClosedAt == null || !b.Terms.AwaitsSignature || b.SignedAt != null))
            .Where(b => b.ClosedAt == null || !toReview.Any(c => c.BudgetId == b.Id))
            .Where(b => !b.Terms.TakesPaper || b.OnlineEndedAt == null || b.PaperCompletedAt != null)
            .Select(b => new
            {
                b.Id,
                Ends = db.Phases.Where(p => p.SpaceId == b.SpaceId && (p.Acts & Acts.Vote) != 0 && (b.RepeatsId == null || p.StartsAt > b.CreatedAt)).Max(p => (DateTimeOffset?)p.EndsAt),
                IsSeen = db.Spaces.Any(s => s.Id == b.SpaceId && s.PublishedAt != null),
                HasProjects = db.Projects.Any(p => p.BudgetId == b.Id),
            })
            .Where(b => b.Ends <= now && b.IsSeen && b.HasProjects)
            .OrderBy(b => b.Ends)
            .Select(b => b.Id)
            .ToListAsync(stop);
    }

    /// <summary>
    /// Seals, counts and publishes, or whatever of it is not done yet; up to the signature, where one is missing. Where
    /// papers are still to be entered it ends the online vote, and no more.
    /// </summary>
    /// <exception cref="RefusedException">The voting time is not over.</exception>
    public async Task CloseAsync(Guid budgetId, DateTimeOffset now, CancellationToken stop = default)
    {
        for (var tries = 1; ; tries++)
        {
            // Someone saved the same budget in between: the council its title, or another server its result.
            try
            {
                if (await EndOnlineAsync(budgetId, now, stop))
                {
                    return;
                }

                await SealAsync(budgetId, now, stop);
                await PublishAsync(budgetId, now, stop);
                return;
            }
            catch (RefusedException refused) when (IsOvertaken(refused) && tries < Tries)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <returns>Whether papers are still to be entered.</returns>
    private async Task<bool> EndOnlineAsync(Guid budgetId, DateTimeOffset now, CancellationToken stop)
    {
        var budget = await db.Budgets.SingleAsync(b => b.Id == budgetId, stop);
        if (!budget.AwaitsPaper)
        {
            return false;
        }

        budget.EndOnline(await db.Spaces.AsSplitQuery().SingleAsync(s => s.Id == budget.SpaceId, stop), now);
        await db.SaveChangesAsync(stop);

        return true;
    }

    /// <summary>
    /// After it no ballot comes in; those that were on their way are. The log ends with it, and what could tell who cast
    /// which is gone.
    /// </summary>
    internal async Task SealAsync(Guid budgetId, DateTimeOffset now, CancellationToken stop = default)
    {
        var budget = await db.Budgets.WithProjects().SingleAsync(b => b.Id == budgetId, stop);
        var space = await db.Spaces.AsSplitQuery().SingleAsync(s => s.Id == budget.SpaceId, stop);
        RefusedException.ThrowIf(budget.WhyNotClose(space, now));

        // Where nobody voted, nobody has begun it.
        await log.OpenAsync(budget, space, stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await log.EndAsync(budgetId, (NpgsqlConnection)db.Database.GetDbConnection(), cancelled: null, stop);
        budget.Close(space, now);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    internal async Task PublishAsync(Guid budgetId, DateTimeOffset now, CancellationToken stop = default)
    {
        var budget = await db.Budgets.WithProjects().SingleAsync(b => b.Id == budgetId, stop);
        if (budget.IsPublished || budget.IsToBeSigned || budget.CancelledAt is not null || await db.Commissions.ToReview().AnyAsync(c => c.BudgetId == budgetId, stop))
        {
            return;
        }

        var outcome = Count(budget);
        var trace = Trace.Of(outcome);
        Check(budget, trace);

        // It takes several counts: nothing waits for it while nothing is written.
        var explanation = budget.Explain(outcome);

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        budget.Publish(outcome, now, explanation);
        await db.SaveChangesAsync(stop);
        await db.Boards.Where(b => b.BudgetId == budgetId).ExecuteUpdateAsync(b => b.SetProperty(x => x.Outcome, trace), stop);
        var erased = await db.EraseSightingsAsync(budgetId, stop);
        await transaction.CommitAsync(stop);
        if (erased > 0)
        {
            // What is deleted still lies on the disk until the database has tidied up.
            await db.Database.ExecuteSqlAsync($"vacuum envelopes, sightings, void_orders", stop);
        }
    }

    /// <summary>By the manifest: what is counted is what was published before the vote, whatever became of the budget since.</summary>
    internal Outcome Count(Budget budget)
    {
        var manifest = db.ManifestOf(budget.Id);

        return Rules.Named(manifest.Rule).Count(manifest.ToElection(box.Ballots(budget)));
    }

    /// <exception cref="BoardException">What would be published would not stand up.</exception>
    private void Check(Budget budget, byte[] trace)
    {
        // Witnesses sign the last head when they have seen it; the result does not wait for them, and the page says who did.
        var failure = Verification.Of(db.BundleOf(budget, trace))
            .Where(check => check.Kind != CheckKind.Witnesses)
            .SelectMany(check => check.Failures)
            .FirstOrDefault();
        if (failure is not null)
        {
            throw new BoardException($"The result of budget {budget.Number} is not published: {failure.In(Language.Of("en"))}");
        }
    }

    private static bool IsOvertaken(RefusedException refused) =>
        refused.Refusal == BudgetRefusals.AlreadyCounted || refused.Refusal == People.PersonRefusals.ChangedMeanwhile;
}
