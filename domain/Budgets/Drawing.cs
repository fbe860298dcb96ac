using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Participation.Budgets;

/// <summary>One place in a lot that gives each person one of several budgets to vote in.</summary>
/// <param name="Seed">What was drawn in public, the same for all budgets of the lot.</param>
/// <param name="Place">From 0; each budget of the lot has another.</param>
/// <param name="Of">How many budgets there are.</param>
public sealed record Drawing(string Seed, int Place, int Of)
{
    public bool Includes(Guid personId) => PlaceOf(Seed, personId, Of) == Place;

    /// <summary>
    /// The first eight bytes, as a number, of SHA-256(seed ‖ 0x00 ‖ person id) in UTF-8, by what is left when that is divided
    /// by the number of budgets. Each is as likely as another, as nearly as makes no difference.
    /// </summary>
    public static int PlaceOf(string seed, Guid personId, int of) =>
        (int)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\0{personId}"))) % (ulong)of);
}
