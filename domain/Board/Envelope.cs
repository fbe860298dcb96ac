using System.Security.Cryptography;
using System.Text;

namespace Participation.Board;

/// <summary>
/// The double envelope of postal voting: what is sealed to two members of the commission is read by both together, and by
/// neither alone. The inner envelope is for the second; the outer, around it, for the first.
/// </summary>
/// <remarks>
/// Each envelope is an ephemeral key on P-256 (an uncompressed point of 65 bytes), then AES-256-GCM of the content with its
/// 16 bytes of tag. Key and nonce are HKDF-SHA256 of the agreed x coordinate, bound to both public keys. WebCrypto can do
/// all of it.
/// </remarks>
public static class Envelope
{
    private const int PointSize = 65;
    private const int TagSize = 16;
    private const int KeySize = 32;
    private const int NonceSize = 12;

    /// <param name="content">Should always have the same length: the envelope shows it.</param>
    /// <param name="first">Opens the outer envelope.</param>
    /// <param name="second">Opens the inner one.</param>
    public static byte[] Seal(ReadOnlySpan<byte> content, PublicKey first, PublicKey second)
    {
        using var outer = first.ForAgreement();
        using var inner = second.ForAgreement();

        return Seal(content, outer.PublicKey, inner.PublicKey);
    }

    /// <inheritdoc cref="Seal(ReadOnlySpan{byte}, PublicKey, PublicKey)"/>
    public static byte[] Seal(ReadOnlySpan<byte> content, ECDiffieHellmanPublicKey first, ECDiffieHellmanPublicKey second) => Seal(Seal(content, second), first);

    /// <summary>Opens one envelope: the outer one with the first key gives the inner, the inner with the second the content.</summary>
    /// <exception cref="BoardException">It is not for this key, or was tampered with.</exception>
    public static byte[] Open(ReadOnlySpan<byte> envelope, ECDiffieHellman key) => OpenWith(envelope, OpenerOf(envelope, key));

    /// <summary>
    /// What opens this one envelope and no other. Its holder shows it, and everyone can see that the content is what was
    /// sealed; the key itself stays with her.
    /// </summary>
    /// <exception cref="BoardException">It is no envelope.</exception>
    public static byte[] OpenerOf(ReadOnlySpan<byte> envelope, ECDiffieHellman key)
    {
        if (envelope.Length < PointSize + TagSize)
        {
            throw new BoardException("this is no envelope");
        }

        try
        {
            using var sender = FromPoint(envelope[..PointSize]);

            return Agree(key, sender.PublicKey, envelope[..PointSize], key.PublicKey);
        }
        catch (CryptographicException)
        {
            throw new BoardException("this is no envelope");
        }
    }

    /// <param name="envelope">Of any length.</param>
    /// <param name="opener">See <see cref="OpenerOf"/>.</param>
    /// <exception cref="BoardException">It does not open this envelope, or that was tampered with.</exception>
    public static byte[] OpenWith(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> opener)
    {
        if (envelope.Length < PointSize + TagSize || opener.Length != KeySize + NonceSize)
        {
            throw new BoardException("this is no envelope, or nothing that opens one");
        }

        try
        {
            using var cipher = new AesGcm(opener[..KeySize], TagSize);
            var content = new byte[envelope.Length - PointSize - TagSize];
            cipher.Decrypt(opener[KeySize..], envelope[PointSize..^TagSize], envelope[^TagSize..], content);

            return content;
        }
        catch (CryptographicException)
        {
            throw new BoardException("this envelope is not for this key, or was tampered with");
        }
    }

    private static byte[] Seal(ReadOnlySpan<byte> content, ECDiffieHellmanPublicKey to)
    {
        using var sender = ECDiffieHellman.Create(SigningKey.Curve);
        var point = PointOf(sender.PublicKey);
        var secret = Agree(sender, to, point, to);
        using var cipher = new AesGcm(secret.AsSpan(0, KeySize), TagSize);
        var (sealedContent, tag) = (new byte[content.Length], new byte[TagSize]);

        // The sender's key is used once, and so the nonce is.
        cipher.Encrypt(secret.AsSpan(KeySize), content, sealedContent, tag);

        return [.. point, .. sealedContent, .. tag];
    }

    /// <summary>The key and the nonce that both sides come to.</summary>
    private static byte[] Agree(ECDiffieHellman mine, ECDiffieHellmanPublicKey theirs, ReadOnlySpan<byte> sender, ECDiffieHellmanPublicKey receiver)
    {
        byte[] context = [.. Encoding.ASCII.GetBytes("PB1:envelope"), 0, .. sender, .. PointOf(receiver)];

        return HKDF.DeriveKey(HashAlgorithmName.SHA256, mine.DeriveRawSecretAgreement(theirs), KeySize + NonceSize, salt: null, context);
    }

    private static byte[] PointOf(ECDiffieHellmanPublicKey key)
    {
        var point = key.ExportParameters().Q;

        return [4, .. point.X!, .. point.Y!];
    }

    private static ECDiffieHellman FromPoint(ReadOnlySpan<byte> point) => point[0] == 4
        ? ECDiffieHellman.Create(new ECParameters { Curve = SigningKey.Curve, Q = new ECPoint { X = point[1..33].ToArray(), Y = point[33..].ToArray() } })
        : throw new BoardException("this is no envelope");
}
