using System.Numerics;
using System.Security.Cryptography;

namespace Participation.Board;

/// <summary>
/// A list that only grows, and whose every past state has one hash. Appending and proving take O(log n): of every full
/// subtree the hash is kept, 64 bytes a leaf in all.
/// </summary>
/// <remarks>RFC 6962 §2.1, RFC 9162 §2.1.</remarks>
public sealed class MerkleTree
{
    /// <summary>At level k, the hashes of the full subtrees of 2^k leaves, from the left.</summary>
    private readonly List<List<Digest>> _levels = [[]];

    public long Size => _levels[0].Count;

    public Digest Root => RootAt(Size);

    public static Digest HashOfLeaf(ReadOnlySpan<byte> leaf) => new(SHA256.HashData([0, .. leaf]));

    public static Digest HashOfNode(Digest left, Digest right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * Digest.Size)];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + Digest.Size)..]);

        return new(SHA256.HashData(both));
    }

    public void Append(ReadOnlySpan<byte> leaf)
    {
        var hash = HashOfLeaf(leaf);
        for (var level = 0; ; level++)
        {
            _levels[level].Add(hash);
            if (_levels[level].Count % 2 == 1)
            {
                return;
            }

            if (level + 1 == _levels.Count)
            {
                _levels.Add([]);
            }

            hash = HashOfNode(_levels[level][^2], _levels[level][^1]);
        }
    }

    /// <summary>The hash of the tree when it had this many leaves; of the empty tree, SHA-256 of nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It never had.</exception>
    public Digest RootAt(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);

        return size == 0 ? new(SHA256.HashData([])) : HashOf(0, size);
    }

    /// <summary>What shows that a leaf is in the tree of this size; see <see cref="MerkleProof.IsIncluded"/>.</summary>
    /// <param name="leaf">From 0.</param>
    /// <param name="size">Above <paramref name="leaf"/>, at most <see cref="Size"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf at this size, or never was such a size.</exception>
    public IReadOnlyList<Digest> InclusionProof(long leaf, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leaf);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leaf, size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);

        var proof = new List<Digest>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + LeftOf(end - start);
            if (leaf < middle)
            {
                proof.Add(HashOf(middle, end));
                end = middle;
            }
            else
            {
                proof.Add(HashOf(start, middle));
                start = middle;
            }
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>What shows that the tree of one size goes on unchanged in that of another; see <see cref="MerkleProof.IsConsistent"/>.</summary>
    /// <param name="from">Above zero.</param>
    /// <param name="to">From <paramref name="from"/> to <see cref="Size"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tree never had one of these sizes.</exception>
    public IReadOnlyList<Digest> ConsistencyProof(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Size);

        var proof = new List<Digest>();
        var (start, end) = (0L, to);
        while (end != from)
        {
            var middle = start + LeftOf(end - start);
            if (from <= middle)
            {
                proof.Add(HashOf(middle, end));
                end = middle;
            }
            else
            {
                proof.Add(HashOf(start, middle));
                start = middle;
            }
        }

        // The old root itself is known to whoever asks.
        if (start > 0)
        {
            proof.Add(HashOf(start, end));
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>The hash over leaves from start to before end; start is a multiple of the power of two at or above their number.</summary>
    private Digest HashOf(long start, long end)
    {
        var count = end - start;
        if (BitOperations.IsPow2(count))
        {
            var level = BitOperations.Log2((ulong)count);
            return _levels[level][(int)(start >> level)];
        }

        var middle = start + LeftOf(count);
        return HashOfNode(HashOf(start, middle), HashOf(middle, end));
    }

    /// <summary>The largest power of two below a count above one.</summary>
    private static long LeftOf(long count) => 1L << BitOperations.Log2((ulong)(count - 1));
}
