using Npgsql;
using Participation.Board;
using Participation.Budgets;
using Participation.Polling;

namespace Participation.Database;

/// <summary>
/// Which of the ballots that wait go into the log, decided while its row is locked: first ballots by the roll, which marks
/// each person once, or by their permits, each good for one; replacing ones by the secret of a ballot that stands. A ballot that is in the log already was sent
/// twice, as when an answer was lost, and its receipt is given again.
/// </summary>
internal sealed class Admission
{
    private readonly List<Admitted> _leaves = [];

    private Admission()
    {
    }

    /// <summary>In the order in which they are logged: by commitment, so that not even the queue shows.</summary>
    public IReadOnlyList<Admitted> Leaves => _leaves;

    /// <summary>Where each ballot is that has a place in the log.</summary>
    public Dictionary<Casting, (CommittingLeaf Leaf, long Index)> Places { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Why the others have none.</summary>
    public Dictionary<Casting, Refusal> Refusals { get; } = new(ReferenceEqualityComparer.Instance);

    public static async Task<Admission> OfAsync(NpgsqlConnection connection, Guid budgetId, IReadOnlyList<Casting> castings)
    {
        var admission = new Admission();
        var sentBefore = await LoggedAsync(connection, budgetId, castings);
        var fresh = new List<Casting>();
        foreach (var casting in castings)
        {
            if (sentBefore.TryGetValue(casting.Commitment, out var place))
            {
                admission.Places.Add(casting, place);
            }
            else
            {
                fresh.Add(casting);
            }
        }

        await admission.TakeFirstsAsync(connection, budgetId, [.. fresh.Where(c => c.PersonId is not null)]);
        await admission.TakeWithPermitsAsync(connection, budgetId, [.. fresh.Where(c => c.Permit is not null && c.PersonId is null)]);
        await admission.TakeReplacingAsync(connection, budgetId, [.. fresh.Where(c => c.Secret is not null)]);
        admission._leaves.Sort((one, other) => one.Leaf.Commitment.CompareTo(other.Leaf.Commitment));

        return admission;
    }

    private async Task TakeFirstsAsync(NpgsqlConnection connection, Guid budgetId, IReadOnlyList<Casting> castings)
    {
        castings = await RedeemAsync(connection, budgetId, castings);
        if (castings.Count == 0)
        {
            return;
        }

        var entered = (await connection.ReadAsync(
            """
            insert into roll (budget_id, person_id, channel, space_id)
            select $1, person_id, channel, (select b.space_id from budgets b where b.id = $1 and b.stands_alone)
            from unnest($2, $3) entry(person_id, channel) order by person_id
            on conflict do nothing
            returning person_id
            """,
            row => row.GetGuid(0), CancellationToken.None,
            budgetId, castings.Select(c => c.PersonId!.Value).ToArray(), castings.Select(c => (int)c.Channel).ToArray())).ToHashSet();
        await SpendAsync(connection, budgetId, [.. castings.Where(c => c.Permit is not null && entered.Contains(c.PersonId!.Value))]);
        var voted = entered.Count < castings.Count ? await VotedAsync(connection, budgetId, castings) : [];
        foreach (var casting in castings)
        {
            if (entered.Remove(casting.PersonId!.Value))
            {
                _leaves.Add(new(casting, new BallotLeaf(casting.Commitment, casting.Lock, casting.Permit?.Id)));
            }
            else
            {
                Refusals.Add(casting, voted.Contains(casting.PersonId!.Value) ? BudgetRefusals.AlreadyVoted : BudgetRefusals.VotedInAnother);
            }
        }
    }

    /// <summary>Uses up the codes of those who vote at the counter.</summary>
    /// <returns>All but those whose code is used already.</returns>
    private async Task<IReadOnlyList<Casting>> RedeemAsync(NpgsqlConnection connection, Guid budgetId, IReadOnlyList<Casting> castings)
    {
        var atCounter = castings.Where(c => c.Code is not null).ToList();
        if (atCounter.Count == 0)
        {
            return castings;
        }

        var redeemed = (await connection.ReadAsync(
            """
            delete from counter_codes c using unnest($2, $3) used(hash, person_id)
            where c.budget_id = $1 and c.hash = used.hash and c.person_id = used.person_id
            returning c.person_id
            """,
            row => row.GetGuid(0), CancellationToken.None,
            budgetId, atCounter.Select(c => c.Code!).ToArray(), atCounter.Select(c => c.PersonId!.Value).ToArray())).ToHashSet();
        var refused = atCounter.Where(c => !redeemed.Remove(c.PersonId!.Value)).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var casting in castings.Where(refused.Contains))
        {
            Refusals.Add(casting, PollingRefusals.CodeUnknown);
        }

        return [.. castings.Where(c => !refused.Contains(c))];
    }

    /// <summary>Those of them who are on the roll of this budget.</summary>
    private static Task<List<Guid>> VotedAsync(NpgsqlConnection connection, Guid budgetId, IReadOnlyList<Casting> castings) => connection.ReadAsync(
        "select person_id from roll where budget_id = $1 and person_id = any ($2)",
        row => row.GetGuid(0), CancellationToken.None,
        budgetId, castings.Select(c => c.PersonId!.Value).ToArray());

    private async Task TakeWithPermitsAsync(NpgsqlConnection connection, Guid budgetId, IReadOnlyList<Casting> castings)
    {
        var spent = await SpendAsync(connection, budgetId, castings);
        foreach (var casting in castings)
        {
            if (spent.Remove(casting.Permit!.Id))
            {
                _leaves.Add(new(casting, new BallotLeaf(casting.Commitment, casting.Lock, casting.Permit.Id)));
            }
            else
            {
                Refusals.Add(casting, BudgetRefusals.PermitSpent);
            }
        }
    }

    /// <summary>Uses up permits.</summary>
    /// <returns>Those that had not been used.</returns>
    private static async Task<HashSet<Digest>> SpendAsync(NpgsqlConnection connection, Guid budgetId, IReadOnlyList<Casting> castings) => castings.Count == 0 ? [] :
    [
        .. await connection.ReadAsync(
            "insert into spent_permits (budget_id, id, bytes) select $1, id, bytes from unnest($2, $3) permit(id, bytes) order by id on conflict do nothing returning id",
            row => row.GetDigest(0), CancellationToken.None,
            budgetId, castings.Select(c => c.Permit!.Id).ToArray(), castings.Select(c => c.Permit!.ToBytes()).ToArray()),
    ];

    private async Task TakeReplacingAsync(NpgsqlConnection connection, Guid budgetId, IReadOnlyList<Casting> castings)
    {
        if (castings.Count == 0)
        {
            return;
        }

        var standing = await StandingAsync(connection, budgetId, [.. castings.Select(c => Opening.LockOf(c.Secret!.Value))]);
        foreach (var casting in castings)
        {
            if (standing.Remove(Opening.LockOf(casting.Secret!.Value), out var replaced))
            {
                _leaves.Add(new(casting, new ReplaceLeaf(casting.Commitment, casting.Lock, replaced, casting.Secret!.Value)));
            }
            else
            {
                Refusals.Add(casting, BoardRefusals.ReceiptSpent);
            }
        }
    }

    /// <summary>Commitments of ballots that stand, by their locks.</summary>
    private static async Task<Dictionary<Digest, Digest>> StandingAsync(NpgsqlConnection connection, Guid budgetId, Digest[] locks)
    {
        var standing = await connection.ReadAsync(
            """
            select l.lock, l.commitment from leaves l
            where l.budget_id = $1 and l.lock = any ($2)
                and not exists (select from leaves f where f.budget_id = l.budget_id and f.falls = l.commitment)
            """,
            row => (Lock: row.GetDigest(0), Commitment: row.GetDigest(1)), CancellationToken.None,
            budgetId, locks);

        return standing.ToDictionary(s => s.Lock, s => s.Commitment);
    }

    private static async Task<Dictionary<Digest, (CommittingLeaf Leaf, long Index)>> LoggedAsync(NpgsqlConnection connection, Guid budgetId, IReadOnlyList<Casting> castings)
    {
        var logged = await connection.ReadAsync(
            "select bytes, index from leaves where budget_id = $1 and commitment = any ($2)",
            row => (Leaf: (CommittingLeaf)Leaf.Read(row.GetFieldValue<byte[]>(0)), Index: row.GetInt64(1)), CancellationToken.None,
            budgetId, castings.Select(c => c.Commitment).ToArray());

        return logged.ToDictionary(l => l.Leaf.Commitment);
    }
}
