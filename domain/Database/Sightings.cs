using Microsoft.EntityFrameworkCore;
using Participation.Commissions;

namespace Participation.Database;

public static class Sightings
{
    extension(ParticipationDb db)
    {
        /// <summary>What is known of everyone whose ballot can still be taken out: of the largest city's voters some megabytes.</summary>
        public Task<List<Seen>> SeenAsync(Guid budgetId, CancellationToken stop = default) => db.Database.SqlQuery<Seen>(
            $"""
            select s.person_id as "PersonId", s.time, s.address as network, split_part(coalesce(a.normalized_email, ''), '@', 2) as domain,
                (p.joined_at at time zone 'UTC')::date as joined,
                coalesce((select coalesce(j.body ->> 'ById', 'code') from journal j where j.kind = 'PersonVerified' and j.subject = 'person:' || s.person_id limit 1), '') as route
            from sightings s
            join people p on p.id = s.person_id
            left join accounts.accounts a on a.id = s.person_id
            where s.budget_id = {budgetId}
            """).ToListAsync(stop);

        /// <summary>Erases all that the commission of a vote could look into, and what it was still to take out.</summary>
        /// <returns>How many voters something was kept of.</returns>
        internal async Task<int> EraseSightingsAsync(Guid budgetId, CancellationToken stop)
        {
            await db.VoidOrders.Where(o => o.BudgetId == budgetId).ExecuteDeleteAsync(stop);
            await db.Envelopes.Where(e => e.BudgetId == budgetId).ExecuteDeleteAsync(stop);

            return await db.Sightings.Where(s => s.BudgetId == budgetId).ExecuteDeleteAsync(stop);
        }

        /// <summary>How many ballots were taken out, by reason, as the public log has it.</summary>
        public async Task<IReadOnlyList<(VoidReason Reason, int Count)>> VoidedAsync(Guid budgetId, CancellationToken stop = default)
        {
            var voided = await db.Database.SqlQuery<Voided>(
                $"""
                select convert_from(bytes, 'UTF8')::jsonb ->> 'why' as reason, count(*)::int as count
                from leaves where budget_id = {budgetId} and falls is not null and commitment is null
                group by 1
                """).ToListAsync(stop);

            return [.. Enum.GetValues<VoidReason>().Select(reason => (reason, voided.SingleOrDefault(v => v.Reason == VoidOrder.Spelt(reason))?.Count ?? 0)).Where(v => v.Item2 > 0)];
        }
    }

    private sealed record Voided(string Reason, int Count);
}
