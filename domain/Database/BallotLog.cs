using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;
using Participation.Board;
using Participation.Budgets;
using Participation.Spaces;

namespace Participation.Database;

/// <summary>
/// The public logs of all votes. Ballots that wait are appended together, so that many cost the database little more than
/// one; several servers may do so at once.
/// </summary>
public sealed class BallotLog(NpgsqlDataSource data, BoardFolder folder) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, BudgetLog> _logs = [];

    /// <summary>
    /// Begins the log of a vote with its manifest, or does nothing when that is done. From then on all that decides the
    /// vote is fixed.
    /// </summary>
    /// <param name="budget">With its projects.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="RefusedException">Its log cannot be trusted; see <see cref="BoardRefusals"/>.</exception>
    public async Task<Manifest> OpenAsync(Budget budget, Space space, CancellationToken stop = default)
    {
        var log = LogOf(budget.Id);
        if (await log.FindManifestAsync(stop) is { } manifest)
        {
            return manifest;
        }

        var key = folder.KeyToOpen();
        await using (var connection = await data.OpenConnectionAsync(stop))
        {
            var keys = new BoardKeys(key.PublicKey, await CommissionAsync(connection, budget.Id, stop), budget.Terms.ByPermit ? folder.PermitsToOpen(budget.Id).Key : null);
            var district = await connection.AskAsync<string>("select code from districts where id = $1", stop, budget.DistrictId ?? Guid.Empty);
            await BeginAsync(connection, budget.Id, budget.ToManifest(space, folder.Terms, keys, district), key, stop);
        }

        return (await log.FindManifestAsync(stop))!;
    }

    /// <summary>Puts a ballot in the box. It is there for good, and proven, when this returns.</summary>
    /// <exception cref="RefusedException">The person has voted, the ballot to replace is not known, or the log cannot be trusted.</exception>
    /// <exception cref="PostgresException">A constraint refused it.</exception>
    public Task<Receipt> AppendAsync(Guid budgetId, Casting casting) => LogOf(budgetId).AppendAsync(casting);

    /// <summary>Puts the ballots of a batch of papers in the box, all of them or none.</summary>
    /// <exception cref="RefusedException">The batch is over, or the log cannot be trusted.</exception>
    /// <exception cref="PostgresException">A constraint refused it.</exception>
    internal Task EnterAsync(Guid budgetId, PaperLot lot) => LogOf(budgetId).EnterAsync(lot);

    /// <summary>The log as it is now; null where there is none.</summary>
    /// <exception cref="RefusedException">It cannot be trusted.</exception>
    public Task<LogState?> ReadAsync(Guid budgetId, CancellationToken stop = default) => LogOf(budgetId).ReadAsync(stop);

    /// <summary>Adds a witness's signature to a head of this log.</summary>
    /// <returns>Whether the manifest names such a witness, and the signature is valid for what the log was at that size.</returns>
    public Task<bool> CountersignAsync(Guid budgetId, Head head, CancellationToken stop = default) => LogOf(budgetId).CountersignAsync(head, stop);

    /// <summary>A permit for who votes at the counter, on a device of the town's, which signs there what it sees.</summary>
    /// <exception cref="RefusedException">The key that signs permits is gone.</exception>
    internal Permit PermitAtCounter(Guid budgetId)
    {
        var signer = folder.PermitsOf(budgetId);
        var message = TokenKey.Prepare(Digest.Random().ToBytes());
        var blinded = signer.Key.Blind(message);

        return signer.Key.Finish(message, signer.Sign(blinded.Message), blinded.Inverse);
    }

    /// <summary>Writes into the log that ballots are void, and takes them out of the box, within a transaction that is yet to be committed.</summary>
    /// <param name="budgetId">Of the vote.</param>
    /// <param name="connection">Of the transaction.</param>
    /// <param name="leaves">Signed by two of the commission.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="PostgresException">A ballot has fallen already, or the result is published.</exception>
    internal Task VoidAsync(Guid budgetId, NpgsqlConnection connection, IReadOnlyList<VoidLeaf> leaves, CancellationToken stop) =>
        LogOf(budgetId).VoidAsync(connection, leaves, stop);

    /// <summary>
    /// Ends the log, within a transaction that is yet to be committed: roll and ballots are written anew, sorted, so that
    /// not even their place on the disk tells who cast which; what casting wrote into the journal is removed; the close is
    /// the last leaf.
    /// </summary>
    /// <param name="budgetId">Whose log.</param>
    /// <param name="connection">Of the transaction.</param>
    /// <param name="cancelled">See <see cref="CloseLeaf.Cancelled"/>.</param>
    /// <param name="stop">Gives up.</param>
    internal Task EndAsync(Guid budgetId, NpgsqlConnection connection, string? cancelled, CancellationToken stop) =>
        LogOf(budgetId).EndAsync(connection, cancelled, stop);

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _logs.Values)
        {
            await log.DisposeAsync();
        }
    }

    private BudgetLog LogOf(Guid budgetId) => _logs.GetOrAdd(budgetId, id => new BudgetLog(id, data, folder));

    /// <summary>The members of its commission who have made their keys, by seat: to sign with, and to seal envelopes to.</summary>
    private static Task<List<(NamedKey Sign, NamedKey Seal)>> CommissionAsync(NpgsqlConnection connection, Guid budgetId, CancellationToken stop) => connection.ReadAsync(
        "select name, sign_key, seal_key from commissioners where budget_id = $1 and sign_key is not null order by seat",
        row => (new NamedKey(row.GetString(0), new PublicKey(row.GetString(1))), new NamedKey(row.GetString(0), new PublicKey(row.GetString(2)))),
        stop, budgetId);

    private static async Task BeginAsync(NpgsqlConnection connection, Guid budgetId, Manifest manifest, SigningKey key, CancellationToken stop)
    {
        var tree = new MerkleTree();
        tree.Append(manifest.ToBytes());
        var head = Head.Of(manifest.Origin, tree).SignedBy(manifest.Board.Name, key);

        // Of two servers that open it at once, one does.
        await connection.RunAsync(
            """
            with begun as (insert into boards (budget_id, size, head, salt) values ($1, 1, $2, $4) on conflict do nothing returning budget_id)
            insert into leaves (budget_id, index, bytes) select budget_id, 0, $3 from begun
            """,
            stop, budgetId, head.Note, manifest.ToBytes(), manifest.Holders.Count > 0 ? RandomNumberGenerator.GetBytes(Digest.Size) : null);
    }
}
