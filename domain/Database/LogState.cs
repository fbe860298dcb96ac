using Participation.Board;

namespace Participation.Database;

/// <summary>A log at one moment: what its last signed head covers, and nothing that is being appended.</summary>
public sealed class LogState
{
    private readonly MerkleTree _tree;
    private readonly Lock _reading;

    internal LogState(Manifest manifest, Head head, bool isClosed, MerkleTree tree, Lock reading) =>
        (Manifest, Head, IsClosed, _tree, _reading) = (manifest, head, isClosed, tree, reading);

    public Manifest Manifest { get; }

    public Head Head { get; }

    /// <summary>Whether no ballot comes in any more.</summary>
    public bool IsClosed { get; }

    /// <summary>Null when there is no such leaf in a log of that size, or no such size.</summary>
    public IReadOnlyList<Digest>? InclusionProof(long leaf, long size) =>
        leaf >= 0 && leaf < size && size <= Head.Size ? Read(() => _tree.InclusionProof(leaf, size)) : null;

    /// <summary>Null when the log never had one of these sizes.</summary>
    public IReadOnlyList<Digest>? ConsistencyProof(long from, long to) =>
        from > 0 && from <= to && to <= Head.Size ? Read(() => _tree.ConsistencyProof(from, to)) : null;

    internal Digest RootAt(long size) => Read(() => _tree.RootAt(size));

    private T Read<T>(Func<T> read)
    {
        lock (_reading)
        {
            return read();
        }
    }
}
