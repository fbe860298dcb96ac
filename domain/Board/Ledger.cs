namespace Participation.Board;

/// <summary>What the leaves of a log come to, read one after the other: which ballots stand, and where a leaf breaks the rules.</summary>
internal sealed class Ledger(Manifest manifest)
{
    private readonly Dictionary<Digest, Entry> _ballots = [];
    private readonly HashSet<Digest> _locks = [];
    private readonly HashSet<Digest> _permits = [];

    /// <summary>Leaves read, the manifest among them.</summary>
    public long Size { get; private set; } = 1;

    public long Web { get; private set; }

    public long Paper { get; private set; }

    public long Replaced { get; private set; }

    public long Voided { get; private set; }

    /// <summary>Ballots that stand.</summary>
    public long Standing => Web + Paper;

    public IReadOnlySet<Digest> Permits => _permits;

    /// <summary>Null until the log is closed.</summary>
    public CloseLeaf? Close { get; private set; }

    /// <summary>The ballots in the order they came.</summary>
    public IEnumerable<KeyValuePair<Digest, Entry>> Ballots => _ballots;

    public Entry? Find(Digest commitment) => _ballots.GetValueOrDefault(commitment);

    /// <summary>Passes over a leaf that cannot be read.</summary>
    public void Skip() => Size++;

    /// <summary>Takes the next leaf.</summary>
    /// <returns>What is wrong with it.</returns>
    public Failure? Take(Leaf leaf)
    {
        var index = Size++;
        if (Close is not null && leaf is not VoidLeaf)
        {
            return Failure.At(CheckKind.Close, "after_the_close", index, (leaf as CommittingLeaf)?.Commitment);
        }

        return leaf switch
        {
            CloseLeaf close => End(close, index),
            VoidLeaf voiding => Void(voiding, index),
            CommittingLeaf ballot => Add(ballot, index),
            _ => throw new InvalidOperationException($"{leaf.GetType().Name} is no leaf of a log."),
        };
    }

    private Failure? Add(CommittingLeaf leaf, long index)
    {
        if (_ballots.ContainsKey(leaf.Commitment))
        {
            return Failure.At(CheckKind.Log, "commitment_twice", index, leaf.Commitment);
        }

        var failure = WhyNotAuthorised(leaf, index);
        if (leaf is ReplaceLeaf replace && Find(replace.Replaced) is { Stands: true, Leaf: not PaperLeaf } earlier)
        {
            earlier.Stands = false;
            Web--;
            Replaced++;
        }

        _ballots.Add(leaf.Commitment, new Entry(index, leaf));
        if (leaf is PaperLeaf)
        {
            Paper++;
        }
        else
        {
            Web++;
        }

        return failure;
    }

    private Failure? WhyNotAuthorised(CommittingLeaf leaf, long index)
    {
        var code = leaf switch
        {
            BallotLeaf ballot when !_locks.Add(ballot.Lock) => "lock_twice",
            BallotLeaf { Permit: null } when manifest.TokenKey is not null => "permit_missing",
            BallotLeaf { Permit: { } permit } when manifest.TokenKey is null || !_permits.Add(permit) => "permit_twice",
            ReplaceLeaf replace when !_locks.Add(replace.Lock) => "lock_twice",
            ReplaceLeaf replace => WhyNotReplace(replace),
            _ => null,
        };

        return code is null ? null : Failure.At(CheckKind.Authorisations, code, index, leaf.Commitment);
    }

    private string? WhyNotReplace(ReplaceLeaf leaf) =>
        Find(leaf.Replaced) is not { Stands: true, Lock: { } its } ? "replaces_nothing"
        : Opening.LockOf(leaf.Secret) != its ? "secret_wrong"
        : null;

    private Failure? Void(VoidLeaf leaf, long index)
    {
        if (Find(leaf.Commitment) is not { Stands: true } entry)
        {
            return Failure.At(CheckKind.Log, "voids_nothing", index, leaf.Commitment);
        }

        entry.Stands = false;
        Voided++;
        if (entry.Leaf is PaperLeaf)
        {
            Paper--;
        }
        else
        {
            Web--;
        }

        return leaf.IsSigned(manifest) ? null : Failure.At(CheckKind.Authorisations, "void_unsigned", index, leaf.Commitment);
    }

    private Failure? End(CloseLeaf close, long index)
    {
        Close = close;

        return close == new CloseLeaf(Web, Paper, Replaced, Voided, close.Roll) { Cancelled = close.Cancelled } ? null : Failure.At(CheckKind.Close, "close_miscounts", index, null);
    }

    /// <summary>A ballot of the log.</summary>
    internal sealed class Entry(long index, CommittingLeaf leaf)
    {
        public long Index => index;

        public CommittingLeaf Leaf => leaf;

        /// <summary>Neither replaced nor void.</summary>
        public bool Stands { get; set; } = true;

        /// <summary>An opening was published for it.</summary>
        public bool IsOpened { get; set; }

        public Digest? Lock => leaf switch { BallotLeaf ballot => ballot.Lock, ReplaceLeaf replace => replace.Lock, _ => null };
    }
}
