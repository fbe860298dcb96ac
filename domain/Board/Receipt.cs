using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Participation.Board;

/// <summary>
/// What a voter is given: the leaf of her ballot, and the proof that the signed head has it. It does not tell her choice;
/// with it she can show anyone that her ballot was taken, and that it was taken away.
/// </summary>
/// <param name="Election">See <see cref="Manifest.Id"/>.</param>
/// <param name="Leaf">With her commitment.</param>
/// <param name="Index">Its place in the log.</param>
/// <param name="Proof">See <see cref="MerkleTree.InclusionProof"/>, at the size of the head.</param>
/// <param name="Head">Signed by the board at least.</param>
public sealed record Receipt(Digest Election, CommittingLeaf Leaf, long Index, IReadOnlyList<Digest> Proof, Head Head)
{
    /// <summary>Whether the head has the leaf at its place, and the board has signed it.</summary>
    public bool IsSound(Manifest manifest) =>
        Election == manifest.Id
        && Head.Origin == manifest.Origin
        && Head.IsSignedBy(manifest.Board)
        && MerkleProof.IsIncluded(MerkleTree.HashOfLeaf(Leaf.ToBytes()), Index, Head.Size, Proof, Head.Root);

    public string ToJson() => Encoding.UTF8.GetString(CanonicalJson.Of(new JsonObject
    {
        ["e"] = Election.ToString(),
        ["leaf"] = Leaf.ToJson(),
        ["index"] = Index,
        ["proof"] = new JsonArray([.. Proof.Select(p => JsonValue.Create(p.ToBase64()))]),
        ["head"] = Head.Note,
    }));

    /// <param name="json">As it was kept, however laid out: alone, or beside the opening, as voters save them together.</param>
    /// <exception cref="BoardException">It is no receipt.</exception>
    public static Receipt Read(ReadOnlySpan<byte> json)
    {
        var kept = CanonicalJson.Parse(json);
        var fields = new Fields(kept.ValueKind == JsonValueKind.Object && kept.TryGetProperty("receipt", out var beside) ? beside : kept, "the receipt");
        var receipt = new Receipt(
            fields.Hash("e"),
            Board.Leaf.Read(fields.Take("leaf")) as CommittingLeaf ?? throw new BoardException("the receipt is for a leaf that is no ballot"),
            fields.Number("index"),
            [.. fields.Texts("proof").Select(Digest.FromBase64)],
            Head.Parse(fields.Text("head")));
        fields.End();

        return receipt;
    }
}
