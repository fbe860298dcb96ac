using System.Text.Json.Nodes;

namespace Participation.Board;

/// <summary>What anyone can check of a <see cref="MerkleTree"/> that they do not have.</summary>
public static class MerkleProof
{
    /// <summary>Whether a leaf is in the tree of this size and root.</summary>
    /// <param name="leafHash">See <see cref="MerkleTree.HashOfLeaf"/>.</param>
    /// <param name="leaf">Its place, from 0.</param>
    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="proof">See <see cref="MerkleTree.InclusionProof"/>.</param>
    /// <param name="root">Of the tree.</param>
    /// <remarks>RFC 9162 §2.1.3.2.</remarks>
    public static bool IsIncluded(Digest leafHash, long leaf, long size, IReadOnlyList<Digest> proof, Digest root)
    {
        if (leaf < 0 || leaf >= size)
        {
            return false;
        }

        var (fn, sn, hash) = (leaf, size - 1, leafHash);
        foreach (var step in proof)
        {
            if (sn == 0)
            {
                return false;
            }

            if (IsRight(fn, sn))
            {
                hash = MerkleTree.HashOfNode(step, hash);
                SkipLonely(ref fn, ref sn);
            }
            else
            {
                hash = MerkleTree.HashOfNode(hash, step);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && hash == root;
    }

    /// <summary>Whether the tree of size <paramref name="from"/> is how the tree of size <paramref name="to"/> began.</summary>
    /// <param name="from">Above zero: nothing can be shown of an empty tree.</param>
    /// <param name="to">At least <paramref name="from"/>.</param>
    /// <param name="proof">See <see cref="MerkleTree.ConsistencyProof"/>.</param>
    /// <param name="oldRoot">At size <paramref name="from"/>.</param>
    /// <param name="newRoot">At size <paramref name="to"/>.</param>
    /// <remarks>RFC 9162 §2.1.4.2.</remarks>
    public static bool IsConsistent(long from, long to, IReadOnlyList<Digest> proof, Digest oldRoot, Digest newRoot)
    {
        if (from <= 0 || from > to)
        {
            return false;
        }

        if (from == to)
        {
            return proof.Count == 0 && oldRoot == newRoot;
        }

        IReadOnlyList<Digest> steps = long.IsPow2(from) ? [oldRoot, .. proof] : proof;
        if (steps.Count == 0)
        {
            return false;
        }

        var (fn, sn) = (from - 1, to - 1);
        while ((fn & 1) == 1)
        {
            (fn, sn) = (fn >> 1, sn >> 1);
        }

        var (old, now) = (steps[0], steps[0]);
        foreach (var step in steps.Skip(1))
        {
            if (sn == 0)
            {
                return false;
            }

            if (IsRight(fn, sn))
            {
                old = MerkleTree.HashOfNode(step, old);
                now = MerkleTree.HashOfNode(step, now);
                SkipLonely(ref fn, ref sn);
            }
            else
            {
                now = MerkleTree.HashOfNode(now, step);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && old == oldRoot && now == newRoot;
    }

    /// <summary>As towns answer and witnesses read it: <c>{"proof":["base64", …]}</c>.</summary>
    public static byte[] ToJson(IEnumerable<Digest> proof) =>
        CanonicalJson.Of(new JsonObject { ["proof"] = new JsonArray([.. proof.Select(step => JsonValue.Create(step.ToBase64()))]) });

    /// <exception cref="BoardException">It is no proof.</exception>
    public static IReadOnlyList<Digest> Read(ReadOnlySpan<byte> json)
    {
        var fields = new Fields(CanonicalJson.Parse(json), "the proof");
        var proof = fields.Texts("proof").Select(Digest.FromBase64).ToList();
        fields.End();

        return proof;
    }

    private static bool IsRight(long fn, long sn) => (fn & 1) == 1 || fn == sn;

    /// <summary>Up the levels on which the node is the last and has no neighbour.</summary>
    private static void SkipLonely(ref long fn, ref long sn)
    {
        while ((fn & 1) == 0 && fn != 0)
        {
            (fn, sn) = (fn >> 1, sn >> 1);
        }
    }
}
