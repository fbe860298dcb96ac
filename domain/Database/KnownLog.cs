using Npgsql;
using Participation.Board;

namespace Participation.Database;

/// <summary>A log as this server knows it: its manifest, and the tree of its leaves. For one at a time to read anew and add to.</summary>
internal sealed class KnownLog(Guid budgetId, BoardFolder folder)
{
    private readonly Lock _reading = new();
    private MerkleTree _tree = new();

    /// <summary>Null until it was read.</summary>
    public Manifest? Manifest { get; private set; }

    /// <summary>Brings what this server knows up to what the database has, and makes sure that it may be gone on with.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="forUpdate">Whether nobody else appends until the transaction ends.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Null where there is no log.</returns>
    /// <exception cref="RefusedException">It cannot be trusted.</exception>
    public async Task<LogRow?> ReadAsync(NpgsqlConnection connection, bool forUpdate, CancellationToken stop)
    {
        // Before the database is asked: another server may sign a later head meanwhile.
        var anchor = _tree.Size == 0 ? folder.Remembered(budgetId) : null;
        var found = await connection.ReadAsync(
            $"select head, final_size is not null, salt from boards where budget_id = $1 {(forUpdate ? "for update" : "")}",
            row => (Head: Head.Parse(row.GetString(0)), IsClosed: row.GetBoolean(1), Salt: row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2)),
            stop, budgetId);
        if (found is not [var board])
        {
            return null;
        }

        await CatchUpAsync(connection, board.Head, stop);
        try
        {
            Trust(board.Head, board.IsClosed, anchor);
        }
        catch (RefusedException)
        {
            Forget();
            throw;
        }

        return new LogRow(Manifest!, board.Head, board.IsClosed, board.Salt);
    }

    /// <summary>Appends in memory, and signs. Undone by <see cref="Forget"/> when the database does not follow.</summary>
    public Head Grow(IEnumerable<byte[]> leaves)
    {
        lock (_reading)
        {
            foreach (var leaf in leaves)
            {
                _tree.Append(leaf);
            }
        }

        return Head.Of(Manifest!.Origin, _tree).SignedBy(Manifest.Board.Name, folder.KeyOf(Manifest));
    }

    /// <summary>The next to need it reads the log anew, anchor and all.</summary>
    public void Forget() => (_tree, Manifest) = (new MerkleTree(), null);

    /// <summary>What others may read while it grows.</summary>
    public LogState StateAt(Head head, bool isClosed) => new(Manifest!, head, isClosed, _tree, _reading);

    private void Trust(Head head, bool isClosed, Head? anchor)
    {
        var isSigned = Manifest is not null && head.Size == _tree.Size && head.Root == _tree.Root && head.IsSignedBy(Manifest.Board);
        var holdsAnchor = anchor is null || (anchor.Size <= _tree.Size && _tree.RootAt(anchor.Size) == anchor.Root);
        RefusedException.ThrowIf(isSigned && holdsAnchor ? null : BoardRefusals.LogBroken);
        if (!isClosed)
        {
            folder.KeyOf(Manifest!);
        }
    }

    private async Task CatchUpAsync(NpgsqlConnection connection, Head head, CancellationToken stop)
    {
        if (head.Size <= _tree.Size)
        {
            return;
        }

        await connection.EachAsync("select bytes from leaves where budget_id = $1 and index >= $2 and index < $3 order by index", Take, stop, budgetId, _tree.Size, head.Size);

        void Take(NpgsqlDataReader row)
        {
            var bytes = row.GetFieldValue<byte[]>(0);
            Manifest ??= Manifest.Read(bytes);
            lock (_reading)
            {
                _tree.Append(bytes);
            }
        }
    }
}

/// <summary>What the database has of a log besides its leaves.</summary>
/// <param name="Manifest">Leaf 0.</param>
/// <param name="Head">The last.</param>
/// <param name="IsClosed">Whether no ballot comes in any more.</param>
/// <param name="Salt">Of what is remembered of voters for the commission; null where nothing is.</param>
internal sealed record LogRow(Manifest Manifest, Head Head, bool IsClosed, byte[]? Salt);
