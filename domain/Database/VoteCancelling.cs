using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.Budgets;
using Participation.People;
using Participation.Spaces;
using Participation.Texts;

namespace Participation.Database;

/// <summary>
/// What happens to a vote that the council calls off, all in one transaction: the log ends and says why, the ballots and
/// all that was kept to look into them are erased, the box is shut. The roll and the log stay; in another vote everyone may vote anew.
/// </summary>
/// <remarks>
/// Ballots on their way are waited for and erased with the others, those that come after are refused. Whoever closes the
/// vote meanwhile finds it changed, or is found: there is a result or a cancellation, never both.
/// </remarks>
public sealed class VoteCancelling(ParticipationDb db, BallotLog log)
{
    /// <param name="budget">Loaded from the same database, with its projects.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="person">Of the council.</param>
    /// <param name="reason">See <see cref="Budget.Cancel"/>.</param>
    /// <param name="now">When.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="RefusedException">See <see cref="Budget.Cancel"/>; or someone closed or changed it meanwhile.</exception>
    public async Task CancelAsync(Budget budget, Space space, Person person, LocalizedText reason, DateTimeOffset now, CancellationToken stop = default)
    {
        budget.Cancel(space, person, reason, now);

        // Where nobody voted, nobody may have begun it.
        await log.OpenAsync(budget, space, stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await log.EndAsync(budget.Id, (NpgsqlConnection)db.Database.GetDbConnection(), reason.In("fr").Normalize(), stop);
        RefusedException.ThrowIf(await db.Budgets.AnyAsync(b => b.Id == budget.Id && b.ClosedAt != null, stop) ? BudgetRefusals.TooLateToCancel : null);

        await db.Database.ExecuteSqlAsync($"delete from ballots where budget_id = {budget.Id}", stop);
        await db.EraseSightingsAsync(budget.Id, stop);
        await db.Database.ExecuteSqlAsync($"update roll set space_id = null where budget_id = {budget.Id}", stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);

        // What is deleted still lies on the disk until the database has tidied up.
        await db.Database.ExecuteSqlAsync($"vacuum ballots, paper_sheets, envelopes, sightings, void_orders", stop);
    }
}
