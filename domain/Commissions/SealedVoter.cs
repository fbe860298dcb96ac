using System.Security.Cryptography;
using Participation.Board;

namespace Participation.Commissions;

/// <summary>Which ballot is whose, sealed to the two holders of the commission; see <see cref="Envelope"/>.</summary>
public class SealedVoter
{
    private SealedVoter()
    {
    }

    public Guid BudgetId { get; private set; }
    public Guid PersonId { get; private set; }
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Seals it. A ballot that replaces another needs no envelope: the log leads from one to the next.</summary>
    /// <param name="holders">See <see cref="Manifest.Holders"/>.</param>
    /// <param name="personId">Who votes.</param>
    /// <param name="commitment">Of her first ballot.</param>
    public static byte[] Seal(IReadOnlyList<NamedKey> holders, Guid personId, Digest commitment) =>
        Envelope.Seal([.. personId.ToByteArray(bigEndian: true), .. commitment.ToBytes()], holders[0].Key, holders[1].Key);

    /// <summary>What the opened inner envelope says: the commitment of that person's first ballot.</summary>
    /// <exception cref="RefusedException">It is of somebody else.</exception>
    internal static Digest Read(ReadOnlySpan<byte> content, Guid personId) =>
        content.Length == 16 + Digest.Size && CryptographicOperations.FixedTimeEquals(content[..16], personId.ToByteArray(bigEndian: true))
            ? new Digest(content[16..])
            : throw new RefusedException(CommissionRefusals.EnvelopeShut);
}
