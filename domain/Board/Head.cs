using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Participation.Board;

/// <summary>
/// What a log was at some size, signed: by the board, and by witnesses who saw that it only grew. Two heads of one size
/// with different roots, both signed by the board, prove that it told two stories.
/// </summary>
/// <param name="Origin">Which log: the name of the board.</param>
/// <param name="Size">How many leaves it had.</param>
/// <param name="Root">Of its tree then.</param>
/// <param name="Signatures">Whether they are valid is for <see cref="IsSignedBy"/> to say.</param>
/// <remarks>C2SP tlog-checkpoint and signed-note, signature type 0x02.</remarks>
public sealed record Head(string Origin, long Size, Digest Root, IReadOnlyList<HeadSignature> Signatures)
{
    private const int MostSignatures = 64;

    /// <summary>What is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");

    /// <summary>The whole note, to be read by <see cref="Parse"/>.</summary>
    public string Note => $"{Text}\n{string.Concat(Signatures.Select(s => $"{s}\n"))}";

    public static Head Of(string origin, MerkleTree tree) => new(origin, tree.Size, tree.Root, []);

    /// <exception cref="BoardException">It is no note, or no head of a log.</exception>
    public static Head Parse(string note)
    {
        if (note.Split('\n') is not [var origin, var size, var root, "", .. var signatures, ""]
            || origin.Length == 0
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves)
            || size != leaves.ToString(CultureInfo.InvariantCulture)
            || signatures.Length is 0 or > MostSignatures)
        {
            throw new BoardException("this is not the signed head of a log");
        }

        return new Head(origin, leaves, Digest.FromBase64(root), [.. signatures.Select(HeadSignature.Parse)]);
    }

    /// <summary>The same head with one more signature.</summary>
    public Head SignedBy(string name, SigningKey key) => With([SignatureBy(name, key)]);

    public HeadSignature SignatureBy(string name, SigningKey key) => new(name, key.PublicKey.Id, key.Sign(Encoding.UTF8.GetBytes(Text)));

    /// <summary>The same head with these signatures too, each once.</summary>
    public Head With(IEnumerable<HeadSignature> signatures) =>
        this with { Signatures = [.. Signatures.Concat(signatures).DistinctBy(s => (s.Name, s.KeyId))] };

    /// <summary>Whether one of the signatures is this key's and valid.</summary>
    public bool IsSignedBy(NamedKey who) =>
        Signatures.Any(s => s.Name == who.Name && s.KeyId == who.Key.Id && who.Key.Verifies(Encoding.UTF8.GetBytes(Text), s.Signature));

    /// <summary>Whether a signature claims to be this key's, valid or not.</summary>
    public bool ClaimsToBeSignedBy(NamedKey who) => Signatures.Any(s => s.Name == who.Name && s.KeyId == who.Key.Id);
}

/// <summary>A signature line of a note.</summary>
/// <param name="Name">Who signed.</param>
/// <param name="KeyId">See <see cref="PublicKey.Id"/>.</param>
/// <param name="Signature">ASN.1 DER.</param>
public sealed record HeadSignature(string Name, uint KeyId, byte[] Signature)
{
    private const string Dash = "— ";

    /// <summary>Whether notes can bear this name.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c));

    public override string ToString()
    {
        Span<byte> id = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(id, KeyId);

        return $"{Dash}{Name} {Convert.ToBase64String([.. id, .. Signature])}";
    }

    /// <exception cref="BoardException">It is no signature line.</exception>
    internal static HeadSignature Parse(string line)
    {
        if (!line.StartsWith(Dash, StringComparison.Ordinal) || line[Dash.Length..].Split(' ') is not [var name, var text] || !IsName(name))
        {
            throw new BoardException("a signature line of a head cannot be read");
        }

        Span<byte> bytes = stackalloc byte[256];
        return Convert.TryFromBase64String(text, bytes, out var written) && written > 4
            ? new HeadSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..written].ToArray())
            : throw new BoardException("a signature of a head cannot be read");
    }
}
