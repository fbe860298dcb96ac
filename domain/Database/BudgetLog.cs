using System.Text.Json;
using Npgsql;
using Participation.Board;
using Participation.Budgets;

namespace Participation.Database;

/// <summary>The log of one vote on this server: one act at a time adds to it, and other servers wait meanwhile.</summary>
internal sealed class BudgetLog : IAsyncDisposable
{
    private readonly Guid _budgetId;
    private readonly NpgsqlDataSource _data;
    private readonly BoardFolder _folder;
    private readonly KnownLog _known;
    private readonly BallotQueue _queue;
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public BudgetLog(Guid budgetId, NpgsqlDataSource data, BoardFolder folder)
    {
        (_budgetId, _data, _folder) = (budgetId, data, folder);
        _known = new KnownLog(budgetId, folder);
        _queue = new BallotQueue(WriteAsync);
    }

    public async Task<Manifest?> FindManifestAsync(CancellationToken stop) => _known.Manifest ?? (await ReadAsync(stop))?.Manifest;

    public Task<LogState?> ReadAsync(CancellationToken stop) => AloneAsync(async () =>
    {
        await using var connection = await _data.OpenConnectionAsync(stop);

        return await _known.ReadAsync(connection, forUpdate: false, stop) is { } row ? _known.StateAt(row.Head, row.IsClosed) : null;
    }, stop);

    public Task<Receipt> AppendAsync(Casting casting) => _queue.AddAsync(casting);

    /// <summary>Settles a batch and logs its ballots, in one transaction.</summary>
    public Task EnterAsync(PaperLot lot) => AddAsync(async connection =>
    {
        await lot.SettleAsync(connection, _budgetId);

        return lot;
    }, lot => lot.Leaves);

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
        await connection.RunAsync("insert into heads values ($1, $2, $3) on conflict do nothing", stop, _budgetId, head.Size, ours.Note);
        var kept = await connection.AskAsync<string>("select note from heads where budget_id = $1 and size = $2 for update", stop, _budgetId, head.Size);
        var signed = Head.Parse(kept!).With(head.Signatures.Where(s => valid.Any(w => w.Name == s.Name && w.Key.Id == s.KeyId)));
        await connection.RunAsync("update heads set note = $3 where budget_id = $1 and size = $2", stop, _budgetId, head.Size, signed.Note);
        await transaction.CommitAsync(stop);

        return true;
    }

    public Task VoidAsync(NpgsqlConnection connection, IReadOnlyList<VoidLeaf> leaves, CancellationToken stop) => WithinAsync(async () =>
    {
        var row = await LockAsync(connection, stop);
        if (leaves.FirstOrDefault(leaf => !leaf.IsSigned(row.Manifest)) is { } unsigned)
        {
            throw new InvalidOperationException($"The void of {unsigned.Commitment} lacks signatures.");
        }

        var head = _known.Grow(leaves.Select(leaf => leaf.ToBytes()));
        await using var batch = new NpgsqlBatch(connection);
        for (var i = 0; i < leaves.Count; i++)
        {
            batch.Add("insert into leaves (budget_id, index, bytes, falls) values ($1, $2, $3, $4)", _budgetId, row.Head.Size + i, leaves[i].ToBytes(), leaves[i].Commitment);
            batch.Add("delete from ballots where budget_id = $1 and commitment = $2", _budgetId, leaves[i].Commitment);
        }

        batch.Add("update boards set size = $2, head = $3 where budget_id = $1", _budgetId, head.Size, head.Note);
        if (row.IsClosed)
        {
            batch.Add("insert into heads values ($1, $2, $3)", _budgetId, head.Size, head.Note);
        }

        await batch.ExecuteNonQueryAsync(stop);
    }, stop);

    public Task EndAsync(NpgsqlConnection connection, string? cancelled, CancellationToken stop) => WithinAsync(async () =>
    {
        // The pump's mark first, as the pump does: what it has read of this vote it has counted, and it reads no more.
        await connection.RunAsync("select from journal_readers where name = 'pump' for update", stop);
        var row = await LockAsync(connection, stop);
        if (row.IsClosed)
        {
            return;
        }

        await connection.RunAsync("select from budgets where id = $1 for update", stop, _budgetId);
        await Traces.EraseAsync(connection, _budgetId, stop);
        var close = await CloseAsync(connection, row.Manifest, stop) with { Cancelled = cancelled };
        var head = _known.Grow([close.ToBytes()]);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("update budgets set turnout = $2 where id = $1", _budgetId, (int)close.Roll);
        batch.Add("insert into leaves (budget_id, index, bytes) values ($1, $2, $3)", _budgetId, head.Size - 1, close.ToBytes());
        batch.Add("update boards set size = $2, head = $3, final_size = $2, salt = null where budget_id = $1", _budgetId, head.Size, head.Note);
        batch.Add("insert into heads values ($1, $2, $3)", _budgetId, head.Size, head.Note);
        await batch.ExecuteNonQueryAsync(stop);
    }, stop);

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        _oneAtATime.Dispose();
    }

    private async Task<Func<Casting, Receipt>> WriteAsync(IReadOnlyList<Casting> castings)
    {
        var (admission, state, first) = await AddAsync(connection => Admission.OfAsync(connection, _budgetId, castings), admission => admission.Leaves);
        for (var i = 0; i < admission.Leaves.Count; i++)
        {
            admission.Places[admission.Leaves[i].Casting] = (admission.Leaves[i].Leaf, first + i);
        }

        return casting => admission.Places.TryGetValue(casting, out var place)
            ? new Receipt(state.Manifest.Id, place.Leaf, place.Index, state.InclusionProof(place.Index, state.Head.Size)!, state.Head)
            : throw new RefusedException(admission.Refusals[casting]);
    }

    /// <summary>Logs what an act lets in, both in one transaction.</summary>
    /// <param name="act">Which ballots come in.</param>
    /// <param name="leavesOf">Those ballots.</param>
    /// <returns>What the act came to, the log with its ballots, and the index of their first.</returns>
    /// <exception cref="RefusedException">The log takes no ballots any more; or the act was refused.</exception>
    private Task<(T Act, LogState After, long First)> AddAsync<T>(Func<NpgsqlConnection, Task<T>> act, Func<T, IReadOnlyList<Admitted>> leavesOf) => AloneAsync(async () =>
    {
        try
        {
            await using var connection = await _data.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var row = await LockAsync(connection, CancellationToken.None);
            RefusedException.ThrowIf(row.IsClosed ? BudgetRefusals.BoxSealed : null);
            var done = await act(connection);
            var admitted = leavesOf(done);
            var head = admitted.Count == 0 ? row.Head : await SaveAsync(connection, admitted, row);
            await transaction.CommitAsync();
            if (admitted.Count > 0)
            {
                _folder.Remember(_budgetId, head);
            }

            return (done, _known.StateAt(head, isClosed: false), row.Head.Size);
        }
        catch
        {
            _known.Forget();
            throw;
        }
    });

    /// <returns>The head that covers them.</returns>
    private async Task<Head> SaveAsync(NpgsqlConnection connection, IReadOnlyList<Admitted> admitted, LogRow row)
    {
        var index = row.Head.Size;
        var head = _known.Grow(admitted.Select(a => a.Leaf.ToBytes()));
        var sightings = row.Salt is null ? null : _folder.KeyOf(row.Manifest).Derive("sightings", row.Salt);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (casting, leaf) in admitted)
        {
            var falls = (leaf as ReplaceLeaf)?.Replaced;
            batch.Add("insert into leaves values ($1, $2, $3, $4, $5, $6)", _budgetId, index++, leaf.ToBytes(), leaf.Commitment, leaf is PaperLeaf ? null : casting.Lock, falls);
            if (falls is not null)
            {
                batch.Add("delete from ballots where budget_id = $1 and commitment = $2", _budgetId, falls);
            }

            batch.Add(
                "insert into ballots (budget_id, commitment, nonce, projects, points) values ($1, $2, $3, $4, $5)",
                _budgetId, leaf.Commitment, casting.Opening.Nonce, casting.Projects, casting.Points);
            if (sightings is not null)
            {
                batch.AddTraces(_budgetId, casting, sightings);
            }
        }

        if (admitted.Count(a => a.Casting.PersonId is not null) is > 0 and var voters)
        {
            var fact = new BallotsCast(_budgetId, voters);
            batch.Add(
                "insert into journal (kind, subject, body, happened_at) values ($1, $2, $3::jsonb, date_trunc('day', now()))",
                nameof(BallotsCast), fact.Subject, JsonSerializer.Serialize(fact));
        }

        batch.Add("update boards set size = $2, head = $3 where budget_id = $1", _budgetId, head.Size, head.Note);
        await batch.ExecuteNonQueryAsync();

        return head;
    }

    /// <summary>With its row locked: nobody else appends until the transaction ends.</summary>
    private async Task<LogRow> LockAsync(NpgsqlConnection connection, CancellationToken stop) =>
        await _known.ReadAsync(connection, forUpdate: true, stop) ?? throw new InvalidOperationException($"The vote on budget {_budgetId} has no log.");

    private async Task<CloseLeaf> CloseAsync(NpgsqlConnection connection, Manifest manifest, CancellationToken stop)
    {
        var ledger = new Ledger(manifest);
        await connection.EachAsync(
            "select bytes from leaves where budget_id = $1 and index > 0 order by index", row => ledger.Take(Leaf.Read(row.GetFieldValue<byte[]>(0))), stop, _budgetId);
        var roll = await connection.AskAsync<long>("select count(*) from roll where budget_id = $1", stop, _budgetId);

        return new CloseLeaf(ledger.Web, ledger.Paper, ledger.Replaced, ledger.Voided, roll);
    }

    /// <summary>Acts within a transaction of someone else's. Whether it is committed, the next to read will see.</summary>
    private async Task WithinAsync(Func<Task> act, CancellationToken stop)
    {
        await _oneAtATime.WaitAsync(stop);
        try
        {
            await act();
        }
        finally
        {
            _known.Forget();
            _oneAtATime.Release();
        }
    }

    private async Task<T> AloneAsync<T>(Func<Task<T>> act, CancellationToken stop = default)
    {
        await _oneAtATime.WaitAsync(stop);
        try
        {
            return await act();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}

/// <summary>A ballot that goes into the log.</summary>
internal sealed record Admitted(Casting Casting, CommittingLeaf Leaf);
