using System.Text.Json.Nodes;

namespace Participation.Board;

/// <summary>
/// The right to put one ballot in the box, which the town signed without seeing it: it knows to whom it gave a permit, and
/// which permits were used, and not which is whose.
/// </summary>
/// <param name="Message">What <see cref="TokenKey.Prepare"/> made of 256 random bits.</param>
/// <param name="Signature">See <see cref="TokenKey.Finish"/>.</param>
public sealed record Permit(byte[] Message, byte[] Signature)
{
    /// <summary>What the leaf of the ballot carries.</summary>
    public Digest Id => Digest.Of("permit", ToBytes());

    public byte[] ToBytes() => CanonicalJson.Of(new JsonObject
    {
        ["m"] = Convert.ToBase64String(Message),
        ["s"] = Convert.ToBase64String(Signature),
    });

    /// <param name="bytes">In canonical form.</param>
    /// <exception cref="BoardException">It is no permit.</exception>
    public static Permit Read(ReadOnlySpan<byte> bytes)
    {
        var fields = new Fields(CanonicalJson.Read(bytes), "a permit");
        try
        {
            var permit = new Permit(Convert.FromBase64String(fields.Text("m")), Convert.FromBase64String(fields.Text("s")));
            fields.End();

            // One signature written in two ways would be two permits.
            return permit.ToBytes().AsSpan().SequenceEqual(bytes) ? permit : throw new BoardException("a permit is not in base64 as it is written");
        }
        catch (FormatException)
        {
            throw new BoardException("a permit is not in base64");
        }
    }
}
