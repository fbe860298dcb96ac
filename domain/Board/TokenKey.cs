using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Participation.Board;

/// <summary>
/// The public key of blind RSA signatures, and all that the holder of a permit does with it. The variant is
/// RSABSSA-SHA384-PSS-Randomized: SHA-384, MGF1 with SHA-384, 48 bytes of salt, and a random prefix before each message.
/// </summary>
/// <remarks>RFC 9474 §4 and §5; the encoding is EMSA-PSS of RFC 8017 §9.1.1.</remarks>
public sealed class TokenKey
{
    internal const int SaltSize = 48;

    private const int PrefixSize = 32;

    private readonly RSA _rsa = RSA.Create();
    private readonly BigInteger _modulus;
    private readonly BigInteger _exponent;

    /// <param name="text">SubjectPublicKeyInfo in base64, of at least 2048 bits.</param>
    /// <exception cref="BoardException">It is no such key.</exception>
    public TokenKey(string text)
    {
        try
        {
            _rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text), out _);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new BoardException("the key of the permits cannot be read");
        }

        if (_rsa.KeySize < TokenSigner.LeastBits)
        {
            throw new BoardException($"the key of the permits has {_rsa.KeySize} bits, and {TokenSigner.LeastBits} are needed");
        }

        var parameters = _rsa.ExportParameters(false);
        (Text, _modulus, _exponent) = (text, Number(parameters.Modulus!), Number(parameters.Exponent!));
    }

    public string Text { get; }

    /// <summary>Bytes of the modulus, and of every signature.</summary>
    internal int Size => _rsa.KeySize / 8;

    /// <summary>Puts a random prefix before a message. RFC 9474 §4.1.</summary>
    public static byte[] Prepare(ReadOnlySpan<byte> message) => [.. RandomNumberGenerator.GetBytes(PrefixSize), .. message];

    /// <summary>Hides a prepared message from who is to sign it. RFC 9474 §4.2.</summary>
    public Blinded Blind(ReadOnlySpan<byte> prepared)
    {
        BigInteger factor;
        do
        {
            // Twice the bits, so that no factor is likelier than another by more than chance could show.
            factor = Number(RandomNumberGenerator.GetBytes(2 * Size)) % _modulus;
        }
        while (!BigInteger.GreatestCommonDivisor(factor, _modulus).IsOne);

        return Blind(prepared, RandomNumberGenerator.GetBytes(SaltSize), factor);
    }

    /// <summary>As <see cref="Blind(ReadOnlySpan{byte})"/>, with nothing left to chance.</summary>
    /// <exception cref="BoardException">The message shares a factor with the modulus, which breaks the key.</exception>
    internal Blinded Blind(ReadOnlySpan<byte> prepared, ReadOnlySpan<byte> salt, BigInteger factor)
    {
        var encoded = Number(Encode(prepared, salt));
        if (!BigInteger.GreatestCommonDivisor(encoded, _modulus).IsOne)
        {
            throw new BoardException("this message breaks the key");
        }

        return new Blinded(
            Bytes(encoded * Raise(factor) % _modulus, Size),
            Bytes(InverseOf(factor, _modulus), Size));
    }

    /// <summary>Takes the hiding off a signature. RFC 9474 §4.4.</summary>
    /// <param name="prepared">The message that was blinded.</param>
    /// <param name="blindSignature">See <see cref="TokenSigner.Sign"/>.</param>
    /// <param name="inverse">See <see cref="Blinded.Inverse"/>.</param>
    /// <exception cref="BoardException">It is no signature of this message.</exception>
    public Permit Finish(byte[] prepared, ReadOnlySpan<byte> blindSignature, ReadOnlySpan<byte> inverse)
    {
        if (blindSignature.Length != Size)
        {
            throw new BoardException("a blind signature has the wrong length");
        }

        var permit = new Permit(prepared, Bytes(Number(blindSignature) * Number(inverse) % _modulus, Size));

        return Verifies(permit) ? permit : throw new BoardException("the town signed something else");
    }

    /// <summary>Whether the town signed it: RSASSA-PSS, as anyone can check it. RFC 9474 §4.5.</summary>
    public bool Verifies(Permit permit) => _rsa.VerifyData(permit.Message, permit.Signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pss);

    internal BigInteger Raise(BigInteger number) => BigInteger.ModPow(number, _exponent, _modulus);

    internal static BigInteger Number(ReadOnlySpan<byte> bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);

    internal static byte[] Bytes(BigInteger number, int size)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);

        return [.. new byte[size - bytes.Length], .. bytes];
    }

    /// <summary>By the extended algorithm of Euclid.</summary>
    internal static BigInteger InverseOf(BigInteger number, BigInteger modulus)
    {
        var (above, below) = (modulus, number % modulus);
        var (earlier, inverse) = (BigInteger.Zero, BigInteger.One);
        while (!below.IsOne)
        {
            var times = BigInteger.DivRem(above, below, out var rest);
            (above, below) = (below, rest);
            (earlier, inverse) = (inverse, earlier - (times * inverse));
        }

        return inverse.Sign < 0 ? inverse + modulus : inverse;
    }

    /// <summary>EMSA-PSS-ENCODE, for a modulus of whole bytes: the encoding has one bit less. RFC 8017 §9.1.1.</summary>
    internal byte[] Encode(ReadOnlySpan<byte> message, ReadOnlySpan<byte> salt)
    {
        var hash = SHA384.HashData([.. new byte[8], .. SHA384.HashData(message), .. salt]);
        var block = new byte[Size - hash.Length - 1];
        block[^(salt.Length + 1)] = 1;
        salt.CopyTo(block.AsSpan(block.Length - salt.Length));

        var mask = Mask(hash, block.Length);
        for (var i = 0; i < block.Length; i++)
        {
            block[i] ^= mask[i];
        }

        block[0] &= 0x7f;

        return [.. block, .. hash, 0xbc];
    }

    /// <summary>MGF1 with SHA-384. RFC 8017 §B.2.1.</summary>
    private static byte[] Mask(ReadOnlySpan<byte> seed, int length)
    {
        var mask = new List<byte>(length + SHA384.HashSizeInBytes);
        Span<byte> counter = stackalloc byte[4];
        for (var i = 0; mask.Count < length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(counter, i);
            mask.AddRange(SHA384.HashData([.. seed, .. counter]));
        }

        return [.. mask.Take(length)];
    }
}

/// <summary>A message hidden for a blind signature.</summary>
/// <param name="Message">For the signer, who learns nothing from it.</param>
/// <param name="Inverse">To be kept by whoever asked, and shown to nobody.</param>
public sealed record Blinded(byte[] Message, byte[] Inverse);
