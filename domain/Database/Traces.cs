using Npgsql;
using Participation.Commissions;

namespace Participation.Database;

/// <summary>
/// What the database has of a vote beside its log, by which persons and ballots could be joined. Some of it is needed while
/// people vote; at the close it goes, or is written anew.
/// </summary>
internal static class Traces
{
    /// <summary>What a commission may need of a voter: her envelope, and a glimpse of where and when it was.</summary>
    /// <param name="batch">Takes it.</param>
    /// <param name="budgetId">Of the vote.</param>
    /// <param name="casting">Hers.</param>
    /// <param name="key">Hashes places and times.</param>
    public static void AddTraces(this NpgsqlBatch batch, Guid budgetId, Casting casting, byte[] key)
    {
        if (casting is not { Envelope: { } envelope, PersonId: { } voter })
        {
            return;
        }

        batch.Add("insert into envelopes values ($1, $2, $3)", budgetId, voter, envelope);
        // At the counter many vote in a row from one place, and someone has seen each of them.
        if (casting.Code is null)
        {
            batch.Add("insert into sightings values ($1, $2, $3, $4)", budgetId, voter, Sighting.HashOfTime(key, casting.At), Sighting.HashOfNetwork(key, casting.Network));
        }
    }

    /// <summary>
    /// Within the transaction that closes a vote: rows that stay are sorted by what says nothing, so that neither place nor
    /// transaction tells when they came; what casting wrote elsewhere is removed.
    /// </summary>
    public static async Task EraseAsync(NpgsqlConnection connection, Guid budgetId, CancellationToken stop)
    {
        foreach (var (table, by) in new[] { ("roll", "person_id"), ("ballots", "commitment"), ("envelopes", "person_id"), ("sightings", "person_id") })
        {
            await connection.RunAsync(
                $"""
                with gone as materialized (delete from {table} where budget_id = $1 returning *)
                insert into {table} select * from gone order by {by}
                """,
                stop, budgetId);
        }

        await connection.RunAsync("delete from permits where budget_id = $1", stop, budgetId);
        await connection.RunAsync("delete from paper_sheets where batch_id in (select id from paper_batches where budget_id = $1)", stop, budgetId);
        await connection.RunAsync("delete from counter_codes where budget_id = $1", stop, budgetId);
        await connection.RunAsync("delete from journal where subject = $1 and kind = 'BallotsCast'", stop, $"budget:{budgetId}");
    }
}
