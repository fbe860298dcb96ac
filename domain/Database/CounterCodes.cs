using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.People;
using Participation.Polling;
using Participation.Spaces;

namespace Participation.Database;

/// <summary>Lets people vote at the counter, on a device of the town's, without an account: each with a code of their own, once.</summary>
public sealed class CounterCodes(ParticipationDb db, BallotBox box, BoardFolder folder)
{
    private const string Purpose = "counter code";

    /// <summary>Why this person is given no code, or null when they may be.</summary>
    public async Task<Refusal?> WhyNotGiveAsync(Budget budget, Space space, Person voter, Person by, DateTimeOffset now)
    {
        var channel = await box.ChannelOfAsync(budget.Id, voter.Id);

        return !by.IsModerator ? PersonRefusals.ModeratorsOnly
            : channel is not null ? BudgetRefusals.AlreadyVoted
            : budget.WhyNotVote(space, voter, now) ?? await box.WhyNotAsync(budget, voter.Id, channel);
    }

    /// <summary>Gives a person a code; an earlier one of theirs is worth nothing then.</summary>
    /// <returns>The code, which is kept nowhere.</returns>
    /// <exception cref="RefusedException">See <see cref="WhyNotGiveAsync"/>.</exception>
    public async Task<string> GiveAsync(Budget budget, Space space, Person voter, Person by, DateTimeOffset now)
    {
        RefusedException.ThrowIf(await WhyNotGiveAsync(budget, space, voter, by, now));

        var code = CounterCode.Draw();
        budget.CodeWasGiven(by, now);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.CounterCodes.Where(c => c.ExpiresAt <= now).ExecuteDeleteAsync();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into counter_codes (hash, budget_id, person_id, expires_at) values ({HashOf(code)}, {budget.Id}, {voter.Id}, {now + CounterCode.Lasts})
            on conflict on constraint one_code_per_person do update set hash = excluded.hash, expires_at = excluded.expires_at
            """);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();

        return code;
    }

    /// <summary>Whom a code lets in now; null where it lets nobody in.</summary>
    /// <param name="typed">As it was typed.</param>
    /// <param name="now">When.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<CounterCode?> FindAsync(string? typed, DateTimeOffset now, CancellationToken stop = default)
    {
        if (CounterCode.Typed(typed) is not { } code)
        {
            return null;
        }

        var hash = HashOf(code);
        return await db.CounterCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Hash == hash && c.ExpiresAt > now, stop);
    }

    private byte[] HashOf(string code) => folder.KeyToOpen().Hide(Purpose, code).ToBytes();
}
