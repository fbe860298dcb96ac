namespace Participation;

/// <summary>
/// A reason the rules say no. It is data, not text: <see cref="Code"/> names the sentence
/// people read, under <c>refusals</c> in <c>domain/Texts</c>.
/// </summary>
public sealed record Refusal(string Code)
{
    /// <summary>When the answer changes or changed, where the sentence says so: <c>{at}</c>, in the town's time.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How many, where the sentence counts: <c>{count}</c>.</summary>
    public long? Count { get; init; }

    /// <summary>Money in minor units, where the sentence names an amount: <c>{amount}</c>.</summary>
    public Money? Amount { get; init; }

    /// <summary>The form field that the sentence is about; null for the act as a whole.</summary>
    public string? Field { get; init; }
}

/// <summary>
/// Thrown when something is attempted that the rules refuse. Pages ask first
/// (<c>WhyNotSupport</c>), so a person only meets this when the answer changed
/// between reading the page and pressing the button.
/// </summary>
public sealed class RefusedException : Exception
{
    public RefusedException(Refusal refusal) : base($"Refused: {refusal.Code}") => Refusal = refusal;

    public RefusedException(Refusal refusal, Exception cause) : base($"Refused: {refusal.Code}", cause) => Refusal = refusal;

    public Refusal Refusal { get; }

    /// <summary>Does nothing when <paramref name="refusal"/> is null.</summary>
    public static void ThrowIf(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }
    }
}
