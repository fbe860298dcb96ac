using System.Security.Cryptography;
using System.Text;

namespace Participation.Tally;

/// <summary>Turns a seed drawn in public, such as the numbers of a lottery, into an order that anyone can make again.</summary>
public static class DrawnLot
{
    /// <summary>Sorts ids by SHA-256(seed ‖ 0x00 ‖ id), seed and id in UTF-8, the lowest first byte by byte.</summary>
    /// <param name="seed">Drawn before the vote opens and after the ids are fixed: who knows it earlier can choose ids that win.</param>
    /// <param name="ids">In any order.</param>
    public static IReadOnlyList<string> Order(string seed, IEnumerable<string> ids) =>
        [.. ids.OrderBy(id => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\0{id}"))), StringComparer.Ordinal)];
}
