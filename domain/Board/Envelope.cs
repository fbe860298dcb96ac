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
    public static byte[] Seal(ReadOnlySpan<byte> content, ECDiffieHellmanPublicKey first, ECDiffieHellmanPublicKey second) => Seal(Seal(content, second), first);

    /// <summary>Opens one envelope: the outer one with the first key gives the inner, the inner with the second the content.</summary>
    /// <exception cref="BoardException">It is not for this key, or was tampered with.</exception>
    public static byte[] Open(ReadOnlySpan<byte> envelope, ECDiffieHellman key)
    {
        if (envelope.Length < PointSize + TagSize)
        {
            throw new BoardException("this is no envelope");
        }

        try
        {
            using var sender = FromPoint(envelope[..PointSize]);
            using var cipher = Cipher(key, sender.PublicKey, envelope[..PointSize], key.PublicKey, out var nonce);
            var content = new byte[envelope.Length - PointSize - TagSize];
            cipher.Decrypt(nonce, envelope[PointSize..^TagSize], envelope[^TagSize..], content);

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
        using var cipher = Cipher(sender, to, point, to, out var nonce);
        var (sealedContent, tag) = (new byte[content.Length], new byte[TagSize]);
        cipher.Encrypt(nonce, content, sealedContent, tag);

        return [.. point, .. sealedContent, .. tag];
    }

    private static AesGcm Cipher(ECDiffieHellman mine, ECDiffieHellmanPublicKey theirs, ReadOnlySpan<byte> sender, ECDiffieHellmanPublicKey receiver, out byte[] nonce)
    {
        byte[] context = [.. Encoding.ASCII.GetBytes("PB1:envelope"), 0, .. sender, .. PointOf(receiver)];
        var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, mine.DeriveRawSecretAgreement(theirs), KeySize + NonceSize, salt: null, context);

        // The sender's key is used once, and so the nonce is.
        nonce = secret[KeySize..];
        return new AesGcm(secret.AsSpan(0, KeySize), TagSize);
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
