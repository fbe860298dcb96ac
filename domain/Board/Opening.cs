using System.Text.Json;
using System.Text.Json.Nodes;

namespace Participation.Board;

/// <summary>
/// A ballot as its voter keeps it. Until the close only its commitment is public; whoever holds the opening can replace it.
/// </summary>
/// <param name="Election">See <see cref="Manifest.Id"/>.</param>
/// <param name="Choices">In the order that <see cref="Form.InOrder"/> gives.</param>
/// <param name="Nonce">256 bits drawn at random, on the voter's device where it can. Without them nobody can try out which choices a commitment hides.</param>
public sealed record Opening(Digest Election, IReadOnlyList<Choice> Choices, Digest Nonce)
{
    /// <summary>What the log shows in place of the ballot.</summary>
    public Digest Commitment => CommitmentTo(ToBytes());

    /// <summary>To be shown to replace the ballot. It says nothing of the choices.</summary>
    public Digest ChangeSecret => Digest.Of("change-secret", Nonce.ToString());

    /// <summary>What the ballot's leaf carries, for the secret to be known by.</summary>
    public Digest ChangeLock => LockOf(ChangeSecret);

    /// <param name="opening">See <see cref="ToBytes"/>.</param>
    public static Digest CommitmentTo(ReadOnlySpan<byte> opening) => Digest.Of("ballot", opening);

    public static Digest LockOf(Digest changeSecret) => Digest.Of("change", changeSecret.ToString());

    /// <summary>The choices alone, in canonical form: equal for equal ballots.</summary>
    public byte[] ChoicesToBytes() => CanonicalJson.Of(ChoicesToJson());

    public byte[] ToBytes() => CanonicalJson.Of(new JsonObject
    {
        ["e"] = Election.ToString(),
        ["b"] = ChoicesToJson(),
        ["r"] = Nonce.ToString(),
    });

    /// <param name="bytes">In canonical form.</param>
    /// <exception cref="BoardException">It is no opening of a ballot.</exception>
    public static Opening Read(ReadOnlySpan<byte> bytes) => Read(CanonicalJson.Read(bytes));

    internal static Opening Read(JsonElement value)
    {
        var fields = new Fields(value, "an opening");
        var opening = new Opening(fields.Hash("e"), fields.List("b", Choice.Read), fields.Hash("r"));
        fields.End();

        return opening;
    }

    /// <summary>For the counting rule: choices as positions.</summary>
    /// <param name="positions">Of the manifest's projects, by id.</param>
    public Tally.Ballot ToTally(IReadOnlyDictionary<string, int> positions) => new(
        [.. Choices.Select(c => positions[c.Project])],
        Choices.Any(c => c.Points is not null) ? [.. Choices.Select(c => c.Points!.Value)] : null);

    private JsonArray ChoicesToJson() => new([.. Choices.Select(c => c.ToJson())]);
}
