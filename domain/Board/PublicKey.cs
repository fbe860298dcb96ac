using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Participation.Board;

/// <summary>
/// A public key on P-256: of somebody who signs, by ECDSA with SHA-256 and signatures in ASN.1 DER, as C2SP notes have them;
/// or of somebody who opens envelopes.
/// </summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    private readonly ECDsa _key = ECDsa.Create();

    /// <param name="text">SubjectPublicKeyInfo in base64.</param>
    /// <exception cref="BoardException">It is no key on P-256.</exception>
    public PublicKey(string text)
    {
        try
        {
            var bytes = Convert.FromBase64String(text);
            _key.ImportSubjectPublicKeyInfo(bytes, out var read);
            if (read != bytes.Length || _key.ExportParameters(false).Curve.Oid.Value != SigningKey.Curve.Oid.Value)
            {
                throw new BoardException("a key is not on P-256");
            }

            Text = text;
            Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(bytes));
        }
        catch (Exception e) when (e is FormatException or CryptographicException or PlatformNotSupportedException)
        {
            throw new BoardException("a public key cannot be read");
        }
    }

    public string Text { get; }

    /// <summary>The first four bytes of the key's SHA-256, by which a note says who signed it.</summary>
    /// <remarks>C2SP signed-note, signature type 0x02.</remarks>
    public uint Id { get; }

    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        _key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>The same point, for sealing envelopes to its holder.</summary>
    internal ECDiffieHellman ForAgreement() => ECDiffieHellman.Create(_key.ExportParameters(false));

    public bool Equals(PublicKey? other) => other?.Text == Text;

    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}

/// <summary>Whose key it is.</summary>
/// <param name="Name">As notes write it: without spaces and without “+”.</param>
/// <param name="Key">Theirs.</param>
public sealed record NamedKey(string Name, PublicKey Key);
