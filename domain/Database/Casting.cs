using Participation.Board;
using Participation.Budgets;

namespace Participation.Database;

/// <summary>A ballot on its way into the box.</summary>
/// <param name="PersonId">Whom the roll marks as having voted; nobody for a ballot that replaces another, comes with a permit of nobody, or is on paper.</param>
/// <param name="Channel">How it came.</param>
/// <param name="Opening">What it says.</param>
/// <param name="Projects">The same as numbers of projects, for the count.</param>
public sealed record Casting(Guid? PersonId, Channel Channel, Opening Opening, int[] Projects)
{
    /// <summary>Points for each of <see cref="Projects"/>; null where the form gives the points itself.</summary>
    public int[]? Points => Opening.Choices is [{ Points: not null }, ..] ? [.. Opening.Choices.Select(c => c.Points!.Value)] : null;

    /// <summary>See <see cref="Opening.Commitment"/>.</summary>
    public Digest Commitment { get; } = Opening.Commitment;

    /// <summary>See <see cref="Opening.ChangeLock"/>.</summary>
    public Digest Lock { get; } = Opening.ChangeLock;

    /// <summary>What a ballot of nobody comes with; null where the roll says whose it is, and for a ballot that replaces another.</summary>
    public Permit? Permit { get; init; }

    /// <summary>Whose it is, for the commission; null where there is none. See <see cref="Commissions.SealedVoter"/>.</summary>
    public byte[]? Envelope { get; init; }

    /// <summary>Where it came from; see <see cref="Commissions.Sighting.NetworkOf"/>.</summary>
    public string Network { get; init; } = "";

    /// <summary>When it came.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>At the counter, the hash of the code that lets the person in; it goes with the ballot. Else null.</summary>
    public byte[]? Code { get; init; }

    /// <summary>The change secret of the ballot it replaces; null for a first ballot.</summary>
    public Digest? Secret { get; init; }
}
