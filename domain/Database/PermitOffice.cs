using System.Security.Cryptography;
using Npgsql;
using Participation.Board;
using Participation.Budgets;
using Participation.People;
using Participation.Spaces;

namespace Participation.Database;

/// <summary>
/// Where a person who may vote gets the permit that her ballot then comes with. The office marks her on the roll and signs
/// what her browser has hidden, so that the permit, when it is seen again, cannot be told from any other.
/// </summary>
public sealed class PermitOffice(BallotLog log, BoardFolder folder, NpgsqlDataSource data)
{
    /// <summary>Signs blindly, once for each person. The same message again, as when an answer was lost, is signed again.</summary>
    /// <param name="budget">With its projects.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="person">Who votes.</param>
    /// <param name="blinded">See <see cref="Blinded.Message"/>.</param>
    /// <param name="now">When.</param>
    /// <param name="isOldEnough">See <see cref="Budget.WhyNotAtThatAge"/>.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="RefusedException">This person may not vote now, has a permit or has voted on paper; or this is nothing to be signed.</exception>
    public async Task<byte[]> GiveAsync(Budget budget, Space space, Person person, byte[] blinded, DateTimeOffset now, bool isOldEnough = false, CancellationToken stop = default)
    {
        RefusedException.ThrowIf(budget.Terms.ByPermit ? budget.WhyNotVote(space, person, now) ?? budget.WhyNotAtThatAge(isOldEnough) : BudgetRefusals.NoPermits);
        await log.OpenAsync(budget, space, stop);
        var signature = Sign(budget.Id, blinded);
        var hash = SHA256.HashData(blinded);

        await using var connection = await data.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        RefusedException.ThrowIf(await IsClosedAsync(connection, budget.Id, stop) ? BudgetRefusals.BoxSealed : null);
        if (!await MarkAsync(connection, budget.Id, person.Id, hash, stop))
        {
            RefusedException.ThrowIf(await WasGivenAsync(connection, budget.Id, person.Id, hash, stop) ? null : await WhyMarkedAsync(connection, budget.Id, person.Id, stop));
        }

        await transaction.CommitAsync(stop);
        return signature;
    }

    private byte[] Sign(Guid budgetId, byte[] blinded)
    {
        try
        {
            return folder.PermitsOf(budgetId).Sign(blinded);
        }
        catch (BoardException)
        {
            throw new RefusedException(BudgetRefusals.PermitUnreadable);
        }
    }

    /// <summary>Shared with others who ask, and waited for by the close.</summary>
    /// <summary>Shared with others who ask, and waited for by the close.</summary>
    private static Task<bool> IsClosedAsync(NpgsqlConnection connection, Guid budgetId, CancellationToken stop) =>
        connection.AskAsync<bool>("select final_size is not null from boards where budget_id = $1 for key share", stop, budgetId);

    private static async Task<bool> MarkAsync(NpgsqlConnection connection, Guid budgetId, Guid personId, byte[] hash, CancellationToken stop) =>
        await connection.RunAsync(
            """
            with marked as (
                insert into roll (budget_id, person_id, channel, space_id)
                select b.id, $2, $4, case when b.stands_alone then b.space_id end from budgets b where b.id = $1
                on conflict do nothing
                returning person_id)
            insert into permits (budget_id, person_id, blinded) select $1, person_id, $3 from marked
            """,
            stop, budgetId, personId, hash, (int)Channel.Web) == 1;

    private static Task<bool> WasGivenAsync(NpgsqlConnection connection, Guid budgetId, Guid personId, byte[] hash, CancellationToken stop) =>
        connection.AskAsync<bool>("select exists (select from permits where budget_id = $1 and person_id = $2 and blinded = $3)", stop, budgetId, personId, hash);

    private static async Task<Refusal> WhyMarkedAsync(NpgsqlConnection connection, Guid budgetId, Guid personId, CancellationToken stop) =>
        await connection.AskAsync<int?>("select channel from roll where budget_id = $1 and person_id = $2", stop, budgetId, personId) switch
        {
            (int)Channel.Web => BudgetRefusals.PermitGiven,
            (int)Channel.Paper => BoardRefusals.VotedOnPaper,
            _ => BudgetRefusals.VotedInAnother,
        };
}
