using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Participation.Board;

/// <summary>32 bytes: a SHA-256 hash, or as many bits drawn at random. Two are equal when all bytes are; they sort byte by byte.</summary>
public readonly record struct Digest : IComparable<Digest>
{
    public const int Size = 32;

    private const string Scheme = "PB1:";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    /// <exception cref="BoardException">These are not 32 bytes.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new BoardException($"a hash has {Size} bytes and this one has {bytes.Length}");
        }

        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>
    /// What everything on the board is hashed with: <c>SHA-256("PB1:" ‖ type ‖ 0x00 ‖ JCS)</c>. The type keeps a hash made
    /// for one purpose from being shown for another.
    /// </summary>
    /// <param name="type">ASCII, such as <c>ballot</c>.</param>
    /// <param name="canonical">What <see cref="CanonicalJson"/> writes.</param>
    public static Digest Of(string type, ReadOnlySpan<byte> canonical) => new(SHA256.HashData(Preimage(type, canonical)));

    /// <summary>The hash of a single text.</summary>
    public static Digest Of(string type, string text) => Of(type, CanonicalJson.Of(text));

    /// <summary>What <see cref="Of(string, ReadOnlySpan{byte})"/> hashes, for signatures, which hash by themselves.</summary>
    public static byte[] Preimage(string type, ReadOnlySpan<byte> canonical) => [.. Encoding.ASCII.GetBytes(Scheme + type), 0, .. canonical];

    public static Digest Random() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Reads 64 hexadecimal digits in lower case.</summary>
    /// <exception cref="BoardException">It is anything else.</exception>
    public static Digest FromHex(string text)
    {
        if (text.Length != 2 * Size || text.AsSpan().ContainsAnyExcept(HexDigits))
        {
            throw new BoardException($"“{text}” is not a hash in 64 hexadecimal digits, in lower case");
        }

        return new(Convert.FromHexString(text));
    }

    /// <exception cref="BoardException">It is not 32 bytes in base64.</exception>
    public static Digest FromBase64(string text)
    {
        Span<byte> bytes = stackalloc byte[Size];

        return Convert.TryFromBase64String(text, bytes, out var written) ? new(bytes[..written]) : throw new BoardException($"“{text}” is not a hash in base64");
    }

    public static bool operator <(Digest left, Digest right) => left.CompareTo(right) < 0;

    public static bool operator >(Digest left, Digest right) => left.CompareTo(right) > 0;

    public static bool operator <=(Digest left, Digest right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Digest left, Digest right) => left.CompareTo(right) >= 0;

    public int CompareTo(Digest other) =>
        _first != other._first ? _first.CompareTo(other._first)
        : _second != other._second ? _second.CompareTo(other._second)
        : _third != other._third ? _third.CompareTo(other._third)
        : _fourth.CompareTo(other._fourth);

    /// <param name="to">At least 32 bytes.</param>
    public void CopyTo(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt64BigEndian(to, _first);
        BinaryPrimitives.WriteUInt64BigEndian(to[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(to[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(to[24..], _fourth);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);

        return bytes;
    }

    public string ToBase64() => Convert.ToBase64String(ToBytes());

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}
