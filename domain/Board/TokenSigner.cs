using System.Numerics;
using System.Security.Cryptography;
using static Participation.Board.TokenKey;

namespace Participation.Board;

/// <summary>The private half of a <see cref="TokenKey"/>: signs what it cannot read. RFC 9474 §4.3.</summary>
/// <remarks>
/// The arithmetic of <see cref="BigInteger"/> takes longer for some numbers than for others. So each message is multiplied
/// by a fresh random factor first, and how long it took says nothing of the key.
/// </remarks>
public sealed class TokenSigner
{
    internal const int LeastBits = 2048;

    private readonly BigInteger _modulus;
    private readonly BigInteger _p;
    private readonly BigInteger _q;
    private readonly BigInteger _dp;
    private readonly BigInteger _dq;
    private readonly BigInteger _inverseOfQ;
    private readonly string _pem;

    private TokenSigner(RSA rsa)
    {
        var key = rsa.ExportParameters(true);
        (_modulus, _p, _q) = (Number(key.Modulus!), Number(key.P!), Number(key.Q!));
        (_dp, _dq, _inverseOfQ) = (Number(key.DP!), Number(key.DQ!), Number(key.InverseQ!));
        _pem = rsa.ExportPkcs8PrivateKeyPem();
        Key = new TokenKey(Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()));
    }

    public TokenKey Key { get; }

    /// <summary>A key for one election: a permit is good for every election of its key.</summary>
    public static TokenSigner Create(int bits = LeastBits)
    {
        using var rsa = RSA.Create(bits);

        return new TokenSigner(rsa);
    }

    /// <param name="pem">What <see cref="ToPem"/> wrote.</param>
    /// <exception cref="BoardException">It is no private RSA key.</exception>
    public static TokenSigner FromPem(string pem)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return new TokenSigner(rsa);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new BoardException("this is not the private key of permits");
        }
    }

    internal static TokenSigner Of(RSAParameters key)
    {
        using var rsa = RSA.Create(key);

        return new TokenSigner(rsa);
    }

    /// <summary>PKCS#8, not encrypted.</summary>
    public string ToPem() => _pem;

    /// <param name="blinded">See <see cref="Blinded.Message"/>.</param>
    /// <exception cref="BoardException">It is no number below the modulus.</exception>
    public byte[] Sign(ReadOnlySpan<byte> blinded)
    {
        var message = Number(blinded);
        if (blinded.Length != Key.Size || message >= _modulus)
        {
            throw new BoardException("a blinded message has the wrong length");
        }

        var factor = Number(RandomNumberGenerator.GetBytes(Key.Size)) % (_modulus - 2) + 2;
        var signature = Power(message * Key.Raise(factor) % _modulus) * InverseOf(factor, _modulus) % _modulus;

        // A fault in the arithmetic could give the key away.
        return Key.Raise(signature) == message ? Bytes(signature, Key.Size) : throw new CryptographicException("The signature came out wrong.");
    }

    /// <summary>To the private exponent, by the two primes apart. RFC 8017 §5.1.2.</summary>
    private BigInteger Power(BigInteger number)
    {
        var (ofP, ofQ) = (BigInteger.ModPow(number, _dp, _p), BigInteger.ModPow(number, _dq, _q));
        var step = (ofP - ofQ) * _inverseOfQ % _p;

        return ofQ + ((step.Sign < 0 ? step + _p : step) * _q);
    }
}
