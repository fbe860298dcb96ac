using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace Participation.Proposals;

/// <summary>A place in an ordered list of proposals: between two rows, and still there when rows come or go.</summary>
/// <param name="Order">The order it belongs to; in another it means nothing.</param>
/// <param name="Key">What the order sorts by: a count, the shuffle, or microseconds since 2000.</param>
/// <param name="Id">Tells apart rows of the same key.</param>
public readonly record struct ProposalCursor(ProposalOrder Order, long Key, Guid Id)
{
    private const int Length = 1 + sizeof(long) + 16;

    /// <summary>For an address; opaque to those who read it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = (byte)Order;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], Key);
        Id.TryWriteBytes(bytes[9..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>Null when the text is no cursor of this order: mistyped, cut off, or from a list sorted otherwise.</returns>
    public static ProposalCursor? Parse(string? text, ProposalOrder order)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var read) != OperationStatus.Done || read != Length || bytes[0] != (byte)order)
        {
            return null;
        }

        var key = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        return IsKeyOf(order, key) ? new ProposalCursor(order, key, new Guid(bytes[9..], bigEndian: true)) : null;
    }

    private static bool IsKeyOf(ProposalOrder order, long key) =>
        order == ProposalOrder.Newest ? key is > -MaxMicroseconds and < MaxMicroseconds : key is >= 0 and <= int.MaxValue;

    /// <summary>Some three thousand years either way: any time a database column can hold without complaint.</summary>
    private const long MaxMicroseconds = 100_000_000_000_000_000;
}
