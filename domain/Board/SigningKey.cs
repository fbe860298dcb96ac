using System.Security.Cryptography;
using System.Text;

namespace Participation.Board;

/// <summary>The private half of a <see cref="PublicKey"/>. May be used by many at once.</summary>
public sealed class SigningKey : IDisposable
{
    internal static readonly ECCurve Curve = ECCurve.NamedCurves.nistP256;

    private readonly ECDsa _key;
    private readonly Lock _oneAtATime = new();

    private SigningKey(ECDsa key)
    {
        _key = key;
        PublicKey = new PublicKey(Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
    }

    public PublicKey PublicKey { get; }

    public static SigningKey Create() => new(ECDsa.Create(Curve));

    /// <param name="pem">What <see cref="ToPem"/> wrote.</param>
    /// <exception cref="BoardException">It is no private key on P-256.</exception>
    public static SigningKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return new SigningKey(key);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new BoardException("this is not the private key of a board or witness");
        }
    }

    /// <summary>PKCS#8, not encrypted: for a file that only its owner reads.</summary>
    public string ToPem() => _key.ExportPkcs8PrivateKeyPem();

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (_oneAtATime)
        {
            return _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <summary>A secret that only the holder of this key comes to, another for each salt.</summary>
    internal byte[] Derive(string purpose, ReadOnlySpan<byte> salt)
    {
        lock (_oneAtATime)
        {
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, _key.ExportParameters(true).D!, SHA256.HashSizeInBytes, salt.ToArray(), Encoding.ASCII.GetBytes(purpose));
        }
    }

    /// <summary>A hash that only who holds the key can work out, so that what has few possible values cannot be tried out.</summary>
    /// <param name="purpose">Of the hash: the same text has another hash for another purpose.</param>
    /// <param name="text">What is hidden.</param>
    public Digest Hide(string purpose, string text)
    {
        var secret = Derive(purpose, []);
        try
        {
            return new Digest(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    public void Dispose() => _key.Dispose();
}
