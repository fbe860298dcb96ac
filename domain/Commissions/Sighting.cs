using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Participation.Commissions;

/// <summary>
/// What is remembered of how a ballot came, beside its voter and not beside the ballot, so that many cast by one hand can be
/// noticed. Times and addresses are hashed with a key that is thrown away at the close: afterwards one sees that two are
/// alike, and not what they were. All of it is erased when the result is published.
/// </summary>
public class Sighting
{
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(10);

    private Sighting()
    {
    }

    public Guid BudgetId { get; private set; }
    public Guid PersonId { get; private set; }

    /// <summary>Ten minutes, hashed.</summary>
    public int Time { get; private set; }

    /// <summary>The network it came from, hashed.</summary>
    public int Address { get; private set; }

    /// <summary>The network of an address: 24 bits of IPv4, 48 of IPv6, as one household or institution has.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

        return Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, plain.AddressFamily == AddressFamily.InterNetwork ? 3 : 6));
    }

    internal static int HashOfTime(ReadOnlySpan<byte> key, DateTimeOffset now) => HashOf(key, "time", (now.UtcTicks / Slot.Ticks).ToString(System.Globalization.CultureInfo.InvariantCulture));

    internal static int HashOfNetwork(ReadOnlySpan<byte> key, string network) => HashOf(key, "address", network);

    /// <summary>32 bits: enough to compare the voters of a town, too few to be looked up.</summary>
    private static int HashOf(ReadOnlySpan<byte> key, string kind, string value) =>
        BinaryPrimitives.ReadInt32BigEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}\0{value}")));
}
