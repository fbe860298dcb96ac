using System.Text.Json;
using System.Text.Json.Nodes;

namespace Participation.Board;

/// <summary>
/// An entry of the public log, after the manifest. It says nothing of who and, since the log's order is all the time it
/// tells, nothing of when.
/// </summary>
public abstract record Leaf
{
    /// <summary>In canonical form, as it is hashed, kept and published.</summary>
    public byte[] ToBytes() => CanonicalJson.Of(ToJson());

    /// <param name="bytes">In canonical form.</param>
    /// <exception cref="BoardException">It is no leaf, or a manifest.</exception>
    public static Leaf Read(ReadOnlySpan<byte> bytes) => Read(CanonicalJson.Read(bytes));

    internal abstract JsonObject ToJson();

    internal static Leaf Read(JsonElement value)
    {
        var fields = new Fields(value, "a leaf");
        Leaf leaf = fields.Text("t") switch
        {
            BallotLeaf.Type => new BallotLeaf(fields.Hash("c"), fields.Hash("a"), fields.Has("p") ? fields.Hash("p") : null),
            ReplaceLeaf.Type => new ReplaceLeaf(fields.Hash("c"), fields.Hash("a"), fields.Hash("of"), fields.Hash("s")),
            PaperLeaf.Type => new PaperLeaf(fields.Hash("c"), fields.Text("n")),
            VoidLeaf.Type => new VoidLeaf(fields.Hash("c"), fields.Text("why"), fields.List("by", ClerkSignature.Read)),
            CloseLeaf.Type => new CloseLeaf(fields.Number("web"), fields.Number("paper"), fields.Number("replaced"), fields.Number("void"), fields.Number("roll"))
            {
                Cancelled = fields.Has("cancelled") ? fields.Text("cancelled") : null,
            },
            var type => throw new BoardException($"there is no leaf of type “{type}”"),
        };
        fields.End();

        return leaf;
    }
}

/// <summary>A leaf that puts a ballot in the box, closed.</summary>
/// <param name="Commitment">See <see cref="Opening.Commitment"/>.</param>
public abstract record CommittingLeaf(Digest Commitment) : Leaf;

/// <summary>A ballot cast online.</summary>
/// <param name="Commitment">See <see cref="Opening.Commitment"/>.</param>
/// <param name="Lock">See <see cref="Opening.ChangeLock"/>.</param>
/// <param name="Permit">See <see cref="Permit.Id"/>; null in an election without permits.</param>
public sealed record BallotLeaf(Digest Commitment, Digest Lock, Digest? Permit = null) : CommittingLeaf(Commitment)
{
    internal const string Type = "ballot";

    internal override JsonObject ToJson()
    {
        var json = new JsonObject { ["t"] = Type, ["c"] = Commitment.ToString(), ["a"] = Lock.ToString() };
        if (Permit is { } permit)
        {
            json["p"] = permit.ToString();
        }

        return json;
    }
}

/// <summary>A ballot in place of an earlier one, by whoever holds the opening of that.</summary>
/// <param name="Commitment">Of the new ballot.</param>
/// <param name="Lock">Of the new ballot.</param>
/// <param name="Replaced">The earlier commitment.</param>
/// <param name="Secret">See <see cref="Opening.ChangeSecret"/>, of the earlier ballot.</param>
public sealed record ReplaceLeaf(Digest Commitment, Digest Lock, Digest Replaced, Digest Secret) : CommittingLeaf(Commitment)
{
    internal const string Type = "replace";

    internal override JsonObject ToJson() => new()
    {
        ["t"] = Type,
        ["c"] = Commitment.ToString(),
        ["a"] = Lock.ToString(),
        ["of"] = Replaced.ToString(),
        ["s"] = Secret.ToString(),
    };
}

/// <summary>A ballot on paper, entered by two persons. Nobody replaces it.</summary>
/// <param name="Commitment">Its nonce was drawn by the server: the paper itself is the voter's copy.</param>
/// <param name="Batch">The name of the batch it came in, whose totals are published.</param>
public sealed record PaperLeaf(Digest Commitment, string Batch) : CommittingLeaf(Commitment)
{
    internal const string Type = "paper";

    internal override JsonObject ToJson() => new() { ["t"] = Type, ["c"] = Commitment.ToString(), ["n"] = Batch };
}

/// <summary>Takes a ballot out, with a reason that everyone may read and the signatures of two clerks.</summary>
/// <param name="Commitment">Of the ballot taken out.</param>
/// <param name="Reason">Public: it names no one.</param>
/// <param name="Signatures">Over <see cref="Statement"/>.</param>
public sealed record VoidLeaf(Digest Commitment, string Reason, IReadOnlyList<ClerkSignature> Signatures) : Leaf
{
    internal const string Type = "void";

    /// <summary>Two persons answer for it.</summary>
    public const int ClerksNeeded = 2;

    /// <summary>What a clerk signs.</summary>
    public static byte[] Statement(Digest election, Digest commitment, string reason) => Digest.Preimage(Type, CanonicalJson.Of(new JsonObject
    {
        ["e"] = election.ToString(),
        ["c"] = commitment.ToString(),
        ["why"] = reason,
    }));

    /// <summary>Whether two different clerks of the manifest have signed it.</summary>
    public bool IsSigned(Manifest manifest)
    {
        var statement = Statement(manifest.Id, Commitment, Reason);

        return manifest.Clerks.Count(clerk => Signatures.Any(s => s.Name == clerk.Name && clerk.Key.Verifies(statement, s.Signature))) >= ClerksNeeded;
    }

    internal override JsonObject ToJson() => new()
    {
        ["t"] = Type,
        ["c"] = Commitment.ToString(),
        ["why"] = Reason,
        ["by"] = new JsonArray([.. Signatures.Select(s => s.ToJson())]),
    };
}

/// <summary>The end of the vote. No ballot follows it; only what the commission then takes out.</summary>
/// <param name="Web">Ballots cast online that stand.</param>
/// <param name="Paper">Ballots on paper that stand.</param>
/// <param name="Replaced">Ballots that were replaced.</param>
/// <param name="Voided">Ballots that were taken out.</param>
/// <param name="Roll">Persons marked as having voted. No more ballots stand than that.</param>
public sealed record CloseLeaf(long Web, long Paper, long Replaced, long Voided, long Roll) : Leaf
{
    internal const string Type = "close";

    /// <summary>Where the vote was called off, why, in French: then nothing is counted. Null where it came to its end.</summary>
    public string? Cancelled { get; init; }

    internal override JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["t"] = Type,
            ["web"] = Web,
            ["paper"] = Paper,
            ["replaced"] = Replaced,
            ["void"] = Voided,
            ["roll"] = Roll,
        };
        if (Cancelled is not null)
        {
            json["cancelled"] = Cancelled;
        }

        return json;
    }
}

/// <summary>A clerk's signature under a void.</summary>
/// <param name="Name">Of the clerk, as the manifest has it.</param>
/// <param name="Signature">ASN.1 DER.</param>
public sealed record ClerkSignature(string Name, byte[] Signature)
{
    internal JsonNode ToJson() => new JsonObject { ["name"] = Name, ["sig"] = Convert.ToBase64String(Signature) };

    internal static ClerkSignature Read(JsonElement value)
    {
        var fields = new Fields(value, "a clerk's signature");
        var (name, text) = (fields.Text("name"), fields.Text("sig"));
        fields.End();

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? new ClerkSignature(name, bytes[..written]) : throw new BoardException("a clerk's signature cannot be read");
    }
}
