using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Participation.Board;
using Participation.Domain.Tests.Support;
using Xunit;

namespace Participation.Domain.Tests.Board;

public class MerkleTests
{
    [Fact]
    public void Every_inclusion_vector_is_judged_as_it_says()
    {
        var vectors = Vectors("inclusion");

        Assert.Equal(98, vectors.Count);
        Assert.All(vectors, vector => Assert.Equal(vector.WantsError, !IsIncluded(vector.Json)));
    }

    [Fact]
    public void Every_consistency_vector_is_judged_as_it_says()
    {
        var vectors = Vectors("consistency");

        Assert.Equal(98, vectors.Count);
        Assert.All(vectors, vector => Assert.Equal(vector.WantsError, !IsConsistent(vector.Json)));
    }

    [Fact]
    public void The_empty_tree_has_the_hash_of_nothing() => Assert.Equal(new Digest(SHA256.HashData([])), new MerkleTree().Root);

    [Fact]
    public void Roots_are_as_the_definition_says()
    {
        var tree = new MerkleTree();
        for (var size = 1; size <= 70; size++)
        {
            tree.Append(Leaf(size - 1));

            Assert.Equal(Defined(0, size), tree.Root);
        }
    }

    [Fact]
    public void Every_leaf_is_proven_at_every_size_and_nowhere_else()
    {
        var tree = Tree(35);
        for (var size = 1; size <= 35; size++)
        {
            for (var leaf = 0; leaf < size; leaf++)
            {
                var proof = tree.InclusionProof(leaf, size);

                Assert.True(MerkleProof.IsIncluded(MerkleTree.HashOfLeaf(Leaf(leaf)), leaf, size, proof, tree.RootAt(size)));
                Assert.False(MerkleProof.IsIncluded(MerkleTree.HashOfLeaf(Leaf(leaf + 1)), leaf, size, proof, tree.RootAt(size)));
                Assert.False(MerkleProof.IsIncluded(MerkleTree.HashOfLeaf(Leaf(leaf)), leaf + 1, size, proof, tree.RootAt(size)));
            }
        }
    }

    [Fact]
    public void Every_past_is_proven_consistent_with_every_later_state()
    {
        var tree = Tree(35);
        for (var to = 1; to <= 35; to++)
        {
            for (var from = 1; from <= to; from++)
            {
                var proof = tree.ConsistencyProof(from, to);

                Assert.True(MerkleProof.IsConsistent(from, to, proof, tree.RootAt(from), tree.RootAt(to)));
                Assert.Equal(from == to, MerkleProof.IsConsistent(from, to, proof, tree.RootAt(to), tree.RootAt(to)));
            }
        }
    }

    [Fact]
    public void Nothing_is_proven_of_what_never_was()
    {
        var tree = Tree(3);

        Assert.Throws<ArgumentOutOfRangeException>(() => tree.RootAt(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.InclusionProof(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.InclusionProof(0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.ConsistencyProof(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.ConsistencyProof(3, 2));
        Assert.False(MerkleProof.IsConsistent(0, 3, [], tree.RootAt(0), tree.Root));
        Assert.False(MerkleProof.IsConsistent(4, 3, [], tree.Root, tree.Root));
    }

    [Fact]
    public void A_hundred_thousand_leaves_take_some_megabytes()
    {
        var leaves = Enumerable.Range(0, 100_000).Select(Leaf).ToList();
        var tree = new MerkleTree();
        var before = GC.GetAllocatedBytesForCurrentThread();

        leaves.ForEach(leaf => tree.Append(leaf));

        // All that was ever allocated for it, of which it keeps a part; other tests allocate on threads of their own.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 100_000_000);
        Assert.Equal(17, tree.InclusionProof(0, 100_000).Count);
    }

    private static MerkleTree Tree(int leaves)
    {
        var tree = new MerkleTree();
        for (var leaf = 0; leaf < leaves; leaf++)
        {
            tree.Append(Leaf(leaf));
        }

        return tree;
    }

    private static byte[] Leaf(int number) => Encoding.ASCII.GetBytes($"leaf {number}");

    private static Digest Defined(int start, int end)
    {
        if (end - start == 1)
        {
            return MerkleTree.HashOfLeaf(Leaf(start));
        }

        var half = 1;
        while (half * 2 < end - start)
        {
            half *= 2;
        }

        return MerkleTree.HashOfNode(Defined(start, start + half), Defined(start + half, end));
    }

    private static bool IsIncluded(JsonElement vector)
    {
        try
        {
            return MerkleProof.IsIncluded(
                Digest.FromBase64(Text(vector, "leafHash")),
                (long)vector.GetProperty("leafIdx").GetUInt64(),
                (long)vector.GetProperty("treeSize").GetUInt64(),
                Proof(vector),
                Digest.FromBase64(Text(vector, "root")));
        }
        catch (BoardException)
        {
            return false;
        }
    }

    private static bool IsConsistent(JsonElement vector)
    {
        try
        {
            return MerkleProof.IsConsistent(
                (long)vector.GetProperty("size1").GetUInt64(),
                (long)vector.GetProperty("size2").GetUInt64(),
                Proof(vector),
                Root(vector, "root1"),
                Root(vector, "root2"));
        }
        catch (BoardException)
        {
            return false;
        }
    }

    // Where a root does not matter the vectors have "don't care", which is no hash; we hash it to have one.
    private static Digest Root(JsonElement vector, string name)
    {
        var bytes = vector.GetProperty(name).GetBytesFromBase64();

        return Encoding.ASCII.GetString(bytes).StartsWith("don't care", StringComparison.Ordinal) ? new Digest(SHA256.HashData(bytes)) : new Digest(bytes);
    }

    private static IReadOnlyList<Digest> Proof(JsonElement vector) =>
        vector.GetProperty("proof").ValueKind == JsonValueKind.Null ? [] : [.. vector.GetProperty("proof").EnumerateArray().Select(step => Digest.FromBase64(step.GetString()!))];

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString() ?? "";

    private static List<(JsonElement Json, bool WantsError)> Vectors(string kind) =>
        [.. Directory.EnumerateFiles(Path.Combine(SharedData.Require("vectors"), "merkle", "testdata", kind), "*.json", SearchOption.AllDirectories)
            .Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)
            .Select(json => (json, json.GetProperty("wantErr").GetBoolean()))];
}
