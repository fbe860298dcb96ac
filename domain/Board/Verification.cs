using System.Globalization;
using Participation.Tally;

namespace Participation.Board;

/// <summary>
/// Everything that can be checked of a finished election with nothing but its bundle, and with what voters and witnesses
/// kept. It trusts nobody: neither the town's server nor its signature alone.
/// </summary>
public sealed class Verification
{
    private readonly Bundle _bundle;
    private readonly Manifest _manifest;
    private readonly Ledger _ledger;
    private readonly MerkleTree _tree = new();
    private readonly List<Failure> _failures = [];
    private readonly Dictionary<CheckKind, string> _unsaid = [];

    private Verification(Bundle bundle)
    {
        _bundle = bundle;
        _manifest = Manifest.Read(bundle.Leaves.First());
        _ledger = new Ledger(_manifest);
    }

    /// <param name="bundle">Read several times.</param>
    /// <param name="receipts">Those that voters kept, if any are at hand.</param>
    /// <param name="heads">Signed heads seen elsewhere, by a witness or in a newspaper.</param>
    /// <returns>Every check, in the order of <see cref="CheckKind"/>.</returns>
    /// <exception cref="BoardException">It is no bundle, or its manifest cannot be read.</exception>
    public static IReadOnlyList<Check> Of(Bundle bundle, IReadOnlyList<Receipt>? receipts = null, IReadOnlyList<Head>? heads = null)
    {
        var verification = new Verification(bundle);
        verification.ReadLog();
        verification.CheckHeads();
        verification.CheckWitnesses();
        verification.CheckClose();
        verification.CheckPermits();
        verification.CheckOpenings();
        verification.CheckEvidence(receipts ?? [], heads ?? []);

        return [.. Enum.GetValues<CheckKind>().Select(kind => new Check(
            kind,
            [.. verification._failures.Where(f => f.Kind == kind)],
            verification._unsaid.GetValueOrDefault(kind)))];
    }

    private void ReadLog()
    {
        _tree.Append(_manifest.ToBytes());
        foreach (var bytes in _bundle.Leaves.Skip(1))
        {
            _tree.Append(bytes);
            Leaf leaf;
            try
            {
                leaf = Leaf.Read(bytes);
            }
            catch (BoardException unreadable)
            {
                Fail(CheckKind.Log, "leaf_unreadable", ("leaf", Number(_tree.Size - 1)), ("why", unreadable.Message));
                _ledger.Skip();
                continue;
            }

            Note(_ledger.Take(leaf));
        }
    }

    private void CheckHeads()
    {
        foreach (var head in _bundle.Heads)
        {
            Note(WhyNotOurs(head, CheckKind.Heads));
            if (!head.IsSignedBy(_manifest.Board))
            {
                Fail(CheckKind.Heads, "head_unsigned", ("size", Number(head.Size)), ("who", _manifest.Board.Name));
            }
        }

        if (_bundle.Heads[^1].Size != _tree.Size)
        {
            Fail(CheckKind.Heads, "head_not_last", ("size", Number(_bundle.Heads[^1].Size)), ("leaves", Number(_tree.Size)));
        }
    }

    private void CheckWitnesses()
    {
        var last = _bundle.Heads[^1];
        foreach (var witness in _manifest.Witnesses.Where(w => last.ClaimsToBeSignedBy(w) && !last.IsSignedBy(w)))
        {
            Fail(CheckKind.Witnesses, "witness_false", ("size", Number(last.Size)), ("who", witness.Name));
        }

        var signed = _manifest.Witnesses.Count(last.IsSignedBy);
        if (signed < _manifest.WitnessesNeeded)
        {
            Fail(CheckKind.Witnesses, "witnesses_missing", ("size", Number(last.Size)), ("signed", Number(signed)), ("needed", Number(_manifest.WitnessesNeeded)));
        }
        else if (_manifest.WitnessesNeeded == 0)
        {
            _unsaid[CheckKind.Witnesses] = "no_witness_needed";
        }
    }

    private void CheckClose()
    {
        if (_ledger.Close is not { } close)
        {
            Fail(CheckKind.Close, "never_closed");
        }
        else if (close.Cancelled is { } reason)
        {
            Fail(CheckKind.Close, "cancelled", ("why", reason));
        }
        else if (_ledger.Standing > close.Roll)
        {
            Fail(CheckKind.Close, "more_than_the_roll", ("standing", Number(_ledger.Standing)), ("roll", Number(close.Roll)));
        }
    }

    private void CheckPermits()
    {
        var shown = new HashSet<Digest>();
        foreach (var bytes in _bundle.Permits)
        {
            if (Readable(bytes, Permit.Read, CheckKind.Authorisations, "permit_unreadable") is not { } permit)
            {
                continue;
            }

            if (!shown.Add(permit.Id) || !_ledger.Permits.Contains(permit.Id))
            {
                Fail(CheckKind.Authorisations, "permit_unused", ("permit", permit.Id.ToString()));
            }
            else if (_manifest.TokenKey?.Verifies(permit) != true)
            {
                Fail(CheckKind.Authorisations, "permit_false", ("permit", permit.Id.ToString()));
            }
        }

        foreach (var missing in _ledger.Permits.Where(p => !shown.Contains(p)))
        {
            Fail(CheckKind.Authorisations, "permit_unpublished", ("permit", missing.ToString()));
        }
    }

    private void CheckOpenings()
    {
        if (_manifest.PublishesOnlySums)
        {
            _unsaid[CheckKind.Openings] = _unsaid[CheckKind.Ballots] = _unsaid[CheckKind.Outcome] = "only_sums";
            if (_bundle.Openings.Any())
            {
                Fail(CheckKind.Openings, "opened_nonetheless");
            }

            CompareSums();
            return;
        }

        var positions = _manifest.Projects.Select((project, position) => (project.Id, position)).ToDictionary(p => p.Id, p => p.position, StringComparer.Ordinal);
        var ballots = new List<Ballot>();
        Digest? last = null;
        foreach (var bytes in _bundle.Openings)
        {
            if (Readable(bytes, Opening.Read, CheckKind.Openings, "opening_unreadable") is not { } opening)
            {
                continue;
            }

            var commitment = Opening.CommitmentTo(bytes);
            if (last is { } before && before > commitment)
            {
                Fail(CheckKind.Openings, "openings_unsorted", ("commitment", commitment.ToString()));
            }

            last = commitment;
            if (!Open(opening, commitment))
            {
                continue;
            }

            if (_manifest.Form.WhyNot(opening.Choices, _manifest) is { } refusal)
            {
                Fail(CheckKind.Ballots, "ballot_invalid", ("leaf", Number(_ledger.Find(commitment)!.Index)), ("commitment", commitment.ToString()), ("why", refusal.Code));
            }
            else
            {
                ballots.Add(opening.ToTally(positions));
            }
        }

        foreach (var (commitment, entry) in _ledger.Ballots.Where(b => b.Value.Stands && !b.Value.IsOpened))
        {
            Note(Failure.At(CheckKind.Openings, "never_opened", entry.Index, commitment));
        }

        Recount(ballots);
    }

    /// <summary>Whether the opening is the one that a standing leaf waits for.</summary>
    private bool Open(Opening opening, Digest commitment)
    {
        var entry = _ledger.Find(commitment);
        var code = entry is null || opening.Election != _manifest.Id ? "opens_no_leaf"
            : !entry.Stands ? "opens_a_fallen_leaf"
            : entry.IsOpened ? "opened_twice"
            : entry.Lock is { } its && its != opening.ChangeLock ? "lock_of_another"
            : null;
        if (code is null)
        {
            return entry!.IsOpened = true;
        }

        Fail(CheckKind.Openings, code, ("leaf", entry is null ? "—" : Number(entry.Index)), ("commitment", commitment.ToString()));

        return false;
    }

    private void Recount(List<Ballot> ballots)
    {
        ICountingRule rule;
        try
        {
            rule = Rules.Named(_manifest.Rule);
        }
        catch (UnknownRuleException)
        {
            _unsaid[CheckKind.Outcome] = "rule_unknown";
            return;
        }

        // It is recounted all the same: what is shown is exact, even where it decides nothing.
        if (!_manifest.IsBindingAt(ballots.Count))
        {
            _unsaid[CheckKind.Outcome] = "quorum_missed";
        }

        try
        {
            var recounted = Trace.Of(rule.Count(_manifest.ToElection(ballots)));
            if (!recounted.AsSpan().SequenceEqual(_bundle.Outcome))
            {
                var (here, there) = (Trace.ChosenIn(recounted), Trace.ChosenIn(_bundle.Outcome));
                Fail(CheckKind.Outcome, here.SequenceEqual(there) ? "trace_differs" : "winners_differ", ("here", string.Join(", ", here)), ("there", string.Join(", ", there)));
            }
        }
        catch (Exception e) when (e is BoardException or OverflowException or TooManyIncrementsException)
        {
            Fail(CheckKind.Outcome, "outcome_unreadable", ("why", e.Message));
        }
    }

    /// <summary>All that can be said of an outcome without its ballots.</summary>
    private void CompareSums()
    {
        try
        {
            var cost = Trace.ChosenIn(_bundle.Outcome).Aggregate(Int128.Zero, (sum, id) => sum + (_manifest.CostOf(id) ?? throw new BoardException($"there is no project {id}")));
            if (cost > _manifest.Amount)
            {
                Fail(CheckKind.Outcome, "chosen_above_the_amount");
            }

            if (Trace.BallotsIn(_bundle.Outcome) is var counted && counted != _ledger.Standing)
            {
                Fail(CheckKind.Outcome, "counted_others", ("counted", Number(counted)), ("standing", Number(_ledger.Standing)));
            }
        }
        catch (BoardException e)
        {
            Fail(CheckKind.Outcome, "outcome_unreadable", ("why", e.Message));
        }
    }

    private void CheckEvidence(IReadOnlyList<Receipt> receipts, IReadOnlyList<Head> heads)
    {
        if (receipts.Count == 0 && heads.Count == 0)
        {
            _unsaid[CheckKind.Evidence] = "no_evidence";
            return;
        }

        foreach (var head in heads)
        {
            NoteHead(head);
        }

        foreach (var receipt in receipts)
        {
            if (!receipt.IsSound(_manifest))
            {
                Fail(CheckKind.Evidence, "receipt_false", ("commitment", receipt.Leaf.Commitment.ToString()));
                continue;
            }

            NoteHead(receipt.Head);
            if (_ledger.Find(receipt.Leaf.Commitment) is not { } entry || entry.Index != receipt.Index || entry.Leaf != receipt.Leaf)
            {
                Note(Failure.At(CheckKind.Evidence, "receipt_without_leaf", receipt.Index, receipt.Leaf.Commitment));
            }
        }
    }

    /// <summary>A head from outside counts against this log only if someone of the manifest signed it.</summary>
    private void NoteHead(Head head)
    {
        if (_manifest.Witnesses.Prepend(_manifest.Board).Any(head.IsSignedBy))
        {
            Note(WhyNotOurs(head, CheckKind.Evidence));
        }
        else
        {
            Fail(CheckKind.Evidence, "head_of_strangers", ("size", Number(head.Size)));
        }
    }

    /// <summary>The whole log is at hand, so that a head is consistent with it when its root is the one of its size.</summary>
    private Failure? WhyNotOurs(Head head, CheckKind kind)
    {
        var code = head.Origin != _manifest.Origin ? "head_of_another"
            : head.Size > _tree.Size ? "head_beyond"
            : head.Root != _tree.RootAt(head.Size) ? "head_differs"
            : null;

        return code is null ? null : new Failure(kind, code, ("size", Number(head.Size)), ("leaves", Number(_tree.Size)));
    }

    private T? Readable<T>(byte[] bytes, Reader<T> read, CheckKind kind, string code)
        where T : class
    {
        try
        {
            return read(bytes);
        }
        catch (BoardException unreadable)
        {
            Fail(kind, code, ("why", unreadable.Message));
            return null;
        }
    }

    private void Fail(CheckKind kind, string code, params IReadOnlyList<(string, string)> values) => _failures.Add(new Failure(kind, code, values));

    private void Note(Failure? failure)
    {
        if (failure is not null)
        {
            _failures.Add(failure);
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private delegate T Reader<out T>(ReadOnlySpan<byte> bytes);
}
