using System.Data;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using Participation.Board;
using Participation.Commissions;

namespace Participation.Database;

/// <summary>The log of one vote, as this server knows it, and the queue of ballots that wait for it here.</summary>
internal sealed class BudgetLog : IAsyncDisposable
{
    private const int MostAtOnce = 256;

    private readonly Guid _budgetId;
    private readonly NpgsqlDataSource _data;
    private readonly BoardFolder _folder;
    private readonly Channel<Waiting> _queue = System.Threading.Channels.Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Lock _reading = new();
    private readonly Task _writing;

    private MerkleTree _tree = new();
    private Manifest? _manifest;

    public BudgetLog(Guid budgetId, NpgsqlDataSource data, BoardFolder folder)
    {
        (_budgetId, _data, _folder) = (budgetId, data, folder);
        _writing = WriteAllAsync();
    }

    public async Task<Manifest?> FindManifestAsync(CancellationToken stop) => _manifest ?? (await ReadAsync(stop))?.Manifest;

    public async Task<LogState?> ReadAsync(CancellationToken stop)
    {
        await _oneAtATime.WaitAsync(stop);
        try
        {
            await using var connection = await _data.OpenConnectionAsync(stop);

            return await ReadAsync(connection, forUpdate: false, stop) is { } row ? StateOf(row) : null;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public Task<Receipt> AppendAsync(Casting casting)
    {
        var waiting = new Waiting(casting);

        return _queue.Writer.TryWrite(waiting) ? waiting.Receipt.Task : Task.FromException<Receipt>(new ObjectDisposedException(nameof(BudgetLog)));
    }

    /// <summary>Settles a batch and logs its ballots, in one transaction.</summary>
    public async Task EnterAsync(PaperLot lot)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            await using var connection = await _data.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var row = await LockOpenAsync(connection);
            await SettleAsync(connection, lot);
            var leaves = lot.Leaves;
            var head = await SaveAsync(connection, leaves, row);
            await transaction.CommitAsync();

            if (leaves.Count > 0)
            {
                _folder.Remember(_budgetId, head);
            }
        }
        catch
        {
            Forget();
            throw;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async Task<bool> CountersignAsync(Head head, CancellationToken stop)
    {
        if (await ReadAsync(stop) is not { } state || head.Origin != state.Manifest.Origin || head.Size > state.Head.Size || head.Size < 1 || head.Root != state.RootAt(head.Size))
        {
            return false;
        }

        var valid = state.Manifest.Witnesses.Where(head.IsSignedBy).ToList();
        if (valid.Count == 0)
        {
            return false;
        }

        var ours = (head with { Signatures = [] }).SignedBy(state.Manifest.Board.Name, _folder.KeyOf(state.Manifest));
        await using var connection = await _data.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await RunAsync(connection, "insert into heads values ($1, $2, $3) on conflict do nothing", stop, _budgetId, head.Size, ours.Note);
        await using var find = Command(connection, "select note from heads where budget_id = $1 and size = $2 for update", _budgetId, head.Size);
        var kept = Head.Parse((string)(await find.ExecuteScalarAsync(stop))!);
        var signed = kept.With(head.Signatures.Where(s => valid.Any(w => w.Name == s.Name && w.Key.Id == s.KeyId)));
        await RunAsync(connection, "update heads set note = $3 where budget_id = $1 and size = $2", stop, _budgetId, head.Size, signed.Note);
        await transaction.CommitAsync(stop);

        return true;
    }

    public async Task EndAsync(NpgsqlConnection connection, string? cancelled, CancellationToken stop)
    {
        await _oneAtATime.WaitAsync(stop);
        try
        {
            // The pump's mark first, as the pump does: what it has read of this vote it has counted, and it reads no more.
            await RunAsync(connection, "select from journal_readers where name = 'pump' for update", stop);
            var row = await LockAsync(connection, stop);
            if (row.IsClosed)
            {
                return;
            }

            await RunAsync(connection, "select from budgets where id = $1 for update", stop, _budgetId);
            await RunAsync(connection, Rewriting.Of("roll", by: "person_id"), stop, _budgetId);
            await RunAsync(connection, Rewriting.Of("ballots", by: "commitment"), stop, _budgetId);
            await RunAsync(connection, Rewriting.Of("envelopes", by: "person_id"), stop, _budgetId);
            await RunAsync(connection, Rewriting.Of("sightings", by: "person_id"), stop, _budgetId);
            await RunAsync(connection, "delete from permits where budget_id = $1", stop, _budgetId);
            await RunAsync(connection, "delete from paper_sheets where batch_id in (select id from paper_batches where budget_id = $1)", stop, _budgetId);
            await RunAsync(connection, "delete from counter_codes where budget_id = $1", stop, _budgetId);
            await RunAsync(connection, "delete from journal where subject = $1 and kind = 'BallotsCast'", stop, $"budget:{_budgetId}");

            var close = await CloseAsync(connection, stop) with { Cancelled = cancelled };
            await RunAsync(connection, "update budgets set turnout = $2 where id = $1", stop, _budgetId, (int)close.Roll);
            var head = Grow([close.ToBytes()], row.Manifest);
            await RunAsync(connection, "insert into leaves (budget_id, index, bytes) values ($1, $2, $3)", stop, _budgetId, head.Size - 1, close.ToBytes());
            await RunAsync(connection, "update boards set size = $2, head = $3, final_size = $2, salt = null where budget_id = $1", stop, _budgetId, head.Size, head.Note);
            await RunAsync(connection, "insert into heads values ($1, $2, $3)", stop, _budgetId, head.Size, head.Note);
        }
        finally
        {
            // Whether it is committed, the next to read will see.
            Forget();
            _oneAtATime.Release();
        }
    }

    public async Task VoidAsync(NpgsqlConnection connection, IReadOnlyList<VoidLeaf> leaves, CancellationToken stop)
    {
        await _oneAtATime.WaitAsync(stop);
        try
        {
            var row = await LockAsync(connection, stop);
            if (leaves.FirstOrDefault(leaf => !leaf.IsSigned(row.Manifest)) is { } unsigned)
            {
                throw new InvalidOperationException($"The void of {unsigned.Commitment} lacks signatures.");
            }

            var head = Grow(leaves.Select(leaf => leaf.ToBytes()), row.Manifest);
            for (var i = 0; i < leaves.Count; i++)
            {
                var fallen = leaves[i].Commitment.ToBytes();
                await RunAsync(connection, "insert into leaves (budget_id, index, bytes, falls) values ($1, $2, $3, $4)", stop, _budgetId, row.Head.Size + i, leaves[i].ToBytes(), fallen);
                await RunAsync(connection, "delete from ballots where budget_id = $1 and commitment = $2", stop, _budgetId, fallen);
            }

            await RunAsync(connection, "update boards set size = $2, head = $3 where budget_id = $1", stop, _budgetId, head.Size, head.Note);
            if (row.IsClosed)
            {
                await RunAsync(connection, "insert into heads values ($1, $2, $3)", stop, _budgetId, head.Size, head.Note);
            }
        }
        finally
        {
            Forget();
            _oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.Complete();
        await _writing;
        _oneAtATime.Dispose();
    }

    private async Task WriteAllAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var batch = new List<Waiting>();
            while (batch.Count < MostAtOnce && _queue.Reader.TryRead(out var waiting))
            {
                batch.Add(waiting);
            }

            if (!await TryWriteAsync(batch, isLast: batch.Count == 1))
            {
                // One of them is at fault. Each by itself, it alone is refused.
                foreach (var waiting in batch)
                {
                    await TryWriteAsync([waiting], isLast: true);
                }
            }
        }
    }

    private async Task<bool> TryWriteAsync(List<Waiting> batch, bool isLast)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            await WriteAsync(batch);
            return true;
        }
        catch (Exception e)
        {
            Forget();
            if (isLast || e is not PostgresException)
            {
                batch.ForEach(waiting => waiting.Receipt.TrySetException(e));
                return true;
            }

            return false;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        await using var connection = await _data.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var row = await LockOpenAsync(connection);
        var admission = await Admission.OfAsync(connection, _budgetId, batch.ConvertAll(w => w.Casting));
        var admitted = admission.Leaves;
        var before = row.Head;
        var head = await SaveAsync(connection, admitted, row);
        await transaction.CommitAsync();

        if (admitted.Count > 0)
        {
            _folder.Remember(_budgetId, head);
        }

        for (var i = 0; i < admitted.Count; i++)
        {
            admission.Places[admitted[i].Casting] = (admitted[i].Leaf, before.Size + i);
        }

        foreach (var waiting in batch)
        {
            if (admission.Places.TryGetValue(waiting.Casting, out var place))
            {
                waiting.Receipt.TrySetResult(new Receipt(row.Manifest.Id, place.Leaf, place.Index, _tree.InclusionProof(place.Index, head.Size), head));
            }
            else
            {
                waiting.Receipt.TrySetException(new RefusedException(admission.Refusals[waiting.Casting]));
            }
        }
    }

    /// <summary>With its row locked: nobody else appends until the transaction ends.</summary>
    private async Task<Row> LockAsync(NpgsqlConnection connection, CancellationToken stop) =>
        await ReadAsync(connection, forUpdate: true, stop) ?? throw new InvalidOperationException($"The vote on budget {_budgetId} has no log.");

    /// <inheritdoc cref="LockAsync"/>
    /// <exception cref="RefusedException">It takes no ballots any more.</exception>
    private async Task<Row> LockOpenAsync(NpgsqlConnection connection)
    {
        var row = await LockAsync(connection, CancellationToken.None);
        RefusedException.ThrowIf(row.IsClosed ? Budgets.BudgetRefusals.BoxSealed : null);

        return row;
    }

    /// <exception cref="RefusedException">It is settled or discarded.</exception>
    private async Task SettleAsync(NpgsqlConnection connection, PaperLot lot)
    {
        await using var settle = Command(
            connection,
            """
            update paper_batches set settled_by_id = $3, blank = $4, spoilt = $5, totals = $6::jsonb, version = version + 1
            where id = $2 and budget_id = $1 and settled_by_id is null and discarded_by_id is null
            """,
            _budgetId, lot.BatchId, lot.SettledById, lot.Blank, lot.Spoilt, System.Text.Json.JsonSerializer.Serialize(lot.Totals));
        RefusedException.ThrowIf(await settle.ExecuteNonQueryAsync() == 1 ? null : Polling.PollingRefusals.BatchOver);

        var fact = new Polling.PaperBatchSettled(_budgetId, lot.Name, lot.SettledById);
        await RunAsync(
            connection, "insert into journal (kind, subject, body, happened_at) values ($1, $2, $3::jsonb, $4)", CancellationToken.None,
            nameof(Polling.PaperBatchSettled), fact.Subject, System.Text.Json.JsonSerializer.Serialize(fact), lot.Now);
    }

    /// <returns>The head that covers them.</returns>
    private async Task<Head> SaveAsync(NpgsqlConnection connection, IReadOnlyList<Admitted> admitted, Row row)
    {
        if (admitted.Count == 0)
        {
            return row.Head;
        }

        var index = row.Head.Size;
        var head = Grow(admitted.Select(a => a.Leaf.ToBytes()), row.Manifest);
        var sightings = row.Salt is null ? null : _folder.KeyOf(row.Manifest).Derive("sightings", row.Salt);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (casting, leaf) in admitted)
        {
            var (its, falls) = leaf switch
            {
                BallotLeaf ballot => (ballot.Lock, null),
                ReplaceLeaf replace => (replace.Lock, replace.Replaced),
                PaperLeaf => ((Digest?)null, (Digest?)null),
                _ => throw new InvalidOperationException($"{leaf.GetType().Name} is not cast."),
            };
            Add("insert into leaves values ($1, $2, $3, $4, $5, $6)", _budgetId, index++, leaf.ToBytes(), leaf.Commitment.ToBytes(), Bytes(its), Bytes(falls));
            if (falls is { } fallen)
            {
                Add("delete from ballots where budget_id = $1 and commitment = $2", _budgetId, fallen.ToBytes());
            }

            Add(
                $"insert into ballots (budget_id, commitment, nonce, projects, points) values ($1, $2, $3, $4, {(casting.Points is null ? "null" : "$5")})",
                [_budgetId, leaf.Commitment.ToBytes(), casting.Opening.Nonce.ToBytes(), casting.Projects, .. casting.Points is { } points ? new object[] { points } : []]);
            if (casting is { Envelope: { } envelope, PersonId: { } voter } && sightings is not null)
            {
                Add("insert into envelopes values ($1, $2, $3)", _budgetId, voter, envelope);
                // At the counter many vote in a row from one place, and someone has seen each of them.
                if (casting.Code is null)
                {
                    Add("insert into sightings values ($1, $2, $3, $4)", _budgetId, voter, Sighting.HashOfTime(sightings, casting.At), Sighting.HashOfNetwork(sightings, casting.Network));
                }
            }
        }

        if (admitted.Count(a => a.Casting.PersonId is not null) is > 0 and var first)
        {
            var fact = new Budgets.BallotsCast(_budgetId, first);
            Add(
                "insert into journal (kind, subject, body, happened_at) values ($1, $2, $3::jsonb, date_trunc('day', now()))",
                nameof(Budgets.BallotsCast), fact.Subject, System.Text.Json.JsonSerializer.Serialize(fact));
        }

        Add("update boards set size = $2, head = $3 where budget_id = $1", _budgetId, head.Size, head.Note);
        await batch.ExecuteNonQueryAsync();

        return head;

        static object Bytes(Digest? digest) => digest?.ToBytes() ?? (object)DBNull.Value;

        void Add(string sql, params object[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Bytea } : new NpgsqlParameter { Value = value });
            }

            batch.BatchCommands.Add(command);
        }
    }

    /// <summary>Brings what this server knows up to what the database has, and makes sure that it may be gone on with.</summary>
    /// <returns>Null where there is no log.</returns>
    private async Task<Row?> ReadAsync(NpgsqlConnection connection, bool forUpdate, CancellationToken stop)
    {
        // Before the database is asked: another server may sign a later head meanwhile.
        var anchor = _tree.Size == 0 ? _folder.Remembered(_budgetId) : null;
        await using var find = Command(connection, $"select head, final_size is not null, salt from boards where budget_id = $1 {(forUpdate ? "for update" : "")}", _budgetId);
        Head head;
        bool isClosed;
        byte[]? salt;
        await using (var reader = await find.ExecuteReaderAsync(CommandBehavior.SingleRow, stop))
        {
            if (!await reader.ReadAsync(stop))
            {
                return null;
            }

            (head, isClosed, salt) = (Head.Parse(reader.GetString(0)), reader.GetBoolean(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2));
        }

        await CatchUpAsync(connection, head, stop);
        try
        {
            Trust(head, isClosed, anchor);
        }
        catch (RefusedException)
        {
            Forget();
            throw;
        }

        return new Row(_manifest!, head, isClosed, salt);
    }

    private void Trust(Head head, bool isClosed, Head? anchor)
    {
        var isSigned = _manifest is not null && head.Size == _tree.Size && head.Root == _tree.Root && head.IsSignedBy(_manifest.Board);
        var holdsAnchor = anchor is null || (anchor.Size <= _tree.Size && _tree.RootAt(anchor.Size) == anchor.Root);
        RefusedException.ThrowIf(isSigned && holdsAnchor ? null : BoardRefusals.LogBroken);
        if (!isClosed)
        {
            _folder.KeyOf(_manifest!);
        }
    }

    private async Task CatchUpAsync(NpgsqlConnection connection, Head head, CancellationToken stop)
    {
        if (head.Size <= _tree.Size)
        {
            return;
        }

        await using var find = Command(connection, "select bytes from leaves where budget_id = $1 and index >= $2 and index < $3 order by index", _budgetId, _tree.Size, head.Size);
        await using var reader = await find.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var bytes = reader.GetFieldValue<byte[]>(0);
            _manifest ??= Manifest.Read(bytes);
            lock (_reading)
            {
                _tree.Append(bytes);
            }
        }
    }

    private async Task<CloseLeaf> CloseAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var ledger = new Ledger(_manifest!);
        await using (var find = Command(connection, "select bytes from leaves where budget_id = $1 and index > 0 order by index", _budgetId))
        await using (var reader = await find.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                ledger.Take(Leaf.Read(reader.GetFieldValue<byte[]>(0)));
            }
        }

        await using var count = Command(connection, "select count(*) from roll where budget_id = $1", _budgetId);

        return new CloseLeaf(ledger.Web, ledger.Paper, ledger.Replaced, ledger.Voided, (long)(await count.ExecuteScalarAsync(stop))!);
    }

    /// <summary>Appends in memory, and signs. Undone by <see cref="Forget"/> when the database does not follow.</summary>
    private Head Grow(IEnumerable<byte[]> leaves, Manifest manifest)
    {
        lock (_reading)
        {
            foreach (var leaf in leaves)
            {
                _tree.Append(leaf);
            }
        }

        return Head.Of(manifest.Origin, _tree).SignedBy(manifest.Board.Name, _folder.KeyOf(manifest));
    }

    /// <summary>The next to need it reads the log anew, anchor and all.</summary>
    private void Forget() => (_tree, _manifest) = (new MerkleTree(), null);

    private LogState StateOf(Row row) => new(row.Manifest, row.Head, row.IsClosed, _tree, _reading);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        Array.ForEach(values, value => command.Parameters.Add(new NpgsqlParameter { Value = value }));

        return command;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <param name="Manifest">Leaf 0.</param>
    /// <param name="Head">The last.</param>
    /// <param name="IsClosed">Whether no ballot comes in any more.</param>
    /// <param name="Salt">Of what is remembered of voters for the commission; null where nothing is.</param>
    private sealed record Row(Manifest Manifest, Head Head, bool IsClosed, byte[]? Salt);

    private sealed class Waiting(Casting casting)
    {
        public Casting Casting => casting;

        // Whoever waits goes on elsewhere: the queue is not to be held up by a page being drawn.
        public TaskCompletionSource<Receipt> Receipt { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>A ballot that goes into the log.</summary>
internal sealed record Admitted(Casting Casting, CommittingLeaf Leaf);

/// <summary>Writing rows anew in an order that says nothing, all in one transaction: neither place nor transaction tells when they came.</summary>
internal static class Rewriting
{
    /// <param name="table">With a <c>budget_id</c>, which is the only parameter.</param>
    /// <param name="by">The column that they are sorted by.</param>
    public static string Of(string table, string by) =>
        $"""
        with gone as materialized (delete from {table} where budget_id = $1 returning *)
        insert into {table} select * from gone order by {by}
        """;
}
