using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Participation.Journal;

namespace Participation.Jobs.Journal;

/// <summary>
/// Reads the journal in order and does what follows from every fact: brings the counters up to date, tells the web
/// nodes (one <c>NOTIFY live</c> for a whole batch), and starts the reactions. All of it happens in one transaction
/// with the mark of how far it has read, so each fact counts exactly once, whichever node pumps and whenever it dies.
/// </summary>
/// <remarks>
/// A support is thus one inserted row and one inserted fact, and no row that everybody updates: a popular proposal
/// is as quick to support as any other. The counter follows within a quarter of a second.
/// </remarks>
public sealed class JournalPump(NpgsqlDataSource data, Reactions reactions)
{
    /// <summary>Between two batches; also the shortest time between two live updates of one subject.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>How many facts are read at once. A batch this long means that there is more.</summary>
    public const int BatchSize = 5_000;

    /// <summary>PostgreSQL takes payloads below 8,000 bytes.</summary>
    private const int PayloadLimit = 7_500;

    private static readonly Dictionary<Counter, string> Updates = new()
    {
        [Counter.ProposalSupports] = Update("proposals", "supports"),
        [Counter.ProposalComments] = Update("proposals", "comments"),
        [Counter.DebateComments] = Update("debates", "comments"),
        [Counter.ProjectComments] = Update("projects", "comments"),
        [Counter.BudgetTurnout] = Update("budgets", "turnout"),
        [Counter.SpaceProposals] = Update("spaces", "proposals"),
    };

    private static readonly Dictionary<Counter, (string Subject, string Number)> Names = new()
    {
        [Counter.ProposalSupports] = ("proposal", "supports"),
        [Counter.ProposalComments] = ("proposal", "comments"),
        [Counter.DebateComments] = ("debate", "comments"),
        [Counter.ProjectComments] = ("project", "comments"),
        [Counter.BudgetTurnout] = ("budget", "turnout"),
        [Counter.SpaceProposals] = ("space", "proposals"),
    };

    /// <summary>Reads one batch.</summary>
    /// <param name="unlessWithin">Leaves it when any node has read something that recently; zero to read in any case.</param>
    /// <param name="stop">Gives up; what was read is undone.</param>
    /// <returns>How many facts it read; zero when there were none, or another node is at it.</returns>
    public async Task<int> PumpAsync(TimeSpan unlessWithin = default, CancellationToken stop = default)
    {
        await using var connection = await data.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);

        var read = await ReadAsync(connection, unlessWithin, stop);
        if (read.Count == 0)
        {
            return 0;
        }

        var batch = new Batch();
        read.ForEach(entry => batch.Add(entry.Fact));

        var numbers = await CountAsync(connection, batch, stop);
        await TellAsync(connection, batch, numbers, stop);
        await reactions.StartAsync([.. read.Select(e => (e.Id, e.Fact))], stop);
        await MarkAsync(connection, read[^1], stop);

        await transaction.CommitAsync(stop);
        return read.Count;
    }

    /// <summary>Reads all there is.</summary>
    public async Task PumpAllAsync(CancellationToken stop = default)
    {
        while (await PumpAsync(stop: stop) > 0)
        {
        }
    }

    private static async Task<List<Entry>> ReadAsync(NpgsqlConnection connection, TimeSpan unlessWithin, CancellationToken stop)
    {
        // Locking the mark keeps other nodes out and reads it as it is after their last commit, not as it was when this
        // statement began. Below the oldest transaction still running nothing can appear any more; above it, something might.
        await using var command = new NpgsqlCommand(
            $"""
            with mark as materialized (
                select transaction, entry_id from journal_readers r
                where name = 'pump' and read_at <= clock_timestamp() - $1
                    and exists (select from journal where (transaction, id) > (r.transaction, r.entry_id))
                for update skip locked)
            select j.id, j.transaction, j.kind, j.body
            from mark
            join lateral (
                select * from journal
                where (transaction, id) > (mark.transaction, mark.entry_id) and transaction < pg_snapshot_xmin(pg_current_snapshot())
                order by transaction, id
                limit {BatchSize}) j on true
            order by j.transaction, j.id
            """,
            connection);
        command.Parameters.AddWithValue(unlessWithin);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var entries = new List<Entry>();
        while (await reader.ReadAsync(stop))
        {
            var fact = (IFact)JsonSerializer.Deserialize(reader.GetString(3), FactKinds.TypeOf(reader.GetString(2)))!;
            entries.Add(new Entry(reader.GetInt64(0), reader.GetFieldValue<ulong>(1), fact));
        }

        return entries;
    }

    private static async Task<Dictionary<string, Dictionary<string, int>>> CountAsync(NpgsqlConnection connection, Batch batch, CancellationToken stop)
    {
        var numbers = new Dictionary<string, Dictionary<string, int>>();
        foreach (var sums in batch.Sums)
        {
            await using var command = new NpgsqlCommand(Updates[sums.Key], connection);
            command.Parameters.AddWithValue(sums.Select(s => s.Id).ToArray());
            command.Parameters.AddWithValue(sums.Select(s => s.By).ToArray());
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
                var (kind, name) = Names[sums.Key];
                var subject = $"{kind}:{reader.GetGuid(0)}";
                numbers.TryAdd(subject, []);
                numbers[subject][name] = reader.GetInt32(1);
            }
        }

        return numbers;
    }

    private static async Task TellAsync(
        NpgsqlConnection connection, Batch batch, Dictionary<string, Dictionary<string, int>> numbers, CancellationToken stop)
    {
        var news = batch.KindsBySubject.Select(s => new LiveNews(s.Key, numbers.GetValueOrDefault(s.Key) ?? [], [.. s.Value]));
        foreach (var payload in LiveNews.Pack(news, PayloadLimit))
        {
            await using var command = new NpgsqlCommand("select pg_notify('live', $1)", connection);
            command.Parameters.AddWithValue(payload);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    private static async Task MarkAsync(NpgsqlConnection connection, Entry last, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("update journal_readers set transaction = $1, entry_id = $2, read_at = clock_timestamp() where name = 'pump'", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = last.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.AddWithValue(last.Id);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string Update(string table, string column) =>
        $"update {table} t set {column} = t.{column} + d.by from unnest($1::uuid[], $2::integer[]) d(id, by) where t.id = d.id returning t.id, t.{column}";

    private sealed record Entry(long Id, ulong Transaction, IFact Fact);
}
