using System.Text.Json;
using Npgsql;
using Participation.Board;
using Participation.Polling;

namespace Participation.Database;

/// <summary>A batch of papers on its way into the box, whole.</summary>
/// <param name="BatchId">See <see cref="PaperBatch.Id"/>.</param>
/// <param name="Name">As the log calls it.</param>
/// <param name="SettledById">Who settled it.</param>
/// <param name="Ballots">The valid ones; see <see cref="Budgets.Channel.Paper"/>.</param>
/// <param name="Blank">How many had nothing on them.</param>
/// <param name="Spoilt">How many cannot be counted.</param>
/// <param name="Now">When it was settled.</param>
internal sealed record PaperLot(Guid BatchId, string Name, Guid SettledById, IReadOnlyList<Casting> Ballots, int Blank, int Spoilt, DateTimeOffset Now)
{
    /// <summary>In the order in which they are logged: by commitment, so that their place in the pile does not show.</summary>
    public IReadOnlyList<Admitted> Leaves => [.. Ballots.Select(b => new Admitted(b, new PaperLeaf(b.Commitment, Name))).OrderBy(a => a.Leaf.Commitment)];

    /// <summary>See <see cref="PaperBatch.Totals"/>.</summary>
    public IReadOnlyDictionary<int, long> Totals => Ballots
        .SelectMany(b => b.Projects.Select((project, i) => (project, Points: b.Points?[i] ?? 1)))
        .GroupBy(p => p.project)
        .ToDictionary(p => p.Key, p => p.Sum(x => (long)x.Points));

    /// <summary>Writes down that the batch is settled, and what is in it.</summary>
    /// <exception cref="RefusedException">It is settled or discarded.</exception>
    public async Task SettleAsync(NpgsqlConnection connection, Guid budgetId)
    {
        var settled = await connection.RunAsync(
            """
            update paper_batches set settled_by_id = $3, blank = $4, spoilt = $5, totals = $6::jsonb, version = version + 1
            where id = $2 and budget_id = $1 and settled_by_id is null and discarded_by_id is null
            """,
            CancellationToken.None, budgetId, BatchId, SettledById, Blank, Spoilt, JsonSerializer.Serialize(Totals));
        RefusedException.ThrowIf(settled == 1 ? null : PollingRefusals.BatchOver);

        var fact = new PaperBatchSettled(budgetId, Name, SettledById);
        await connection.RunAsync(
            "insert into journal (kind, subject, body, happened_at) values ($1, $2, $3::jsonb, $4)", CancellationToken.None,
            nameof(PaperBatchSettled), fact.Subject, JsonSerializer.Serialize(fact), Now);
    }
}
