namespace Participation.Board;

/// <summary>That a person was given a permit. It is not told which: the town signed what it could not read.</summary>
public class GivenPermit
{
    private GivenPermit()
    {
    }

    public Guid BudgetId { get; private set; }
    public Guid PersonId { get; private set; }

    /// <summary>SHA-256 of the hidden message that was signed.</summary>
    public byte[] Blinded { get; private set; } = [];
}

/// <summary>A permit that a ballot came with.</summary>
public class SpentPermit
{
    private SpentPermit()
    {
    }

    public Guid BudgetId { get; private set; }

    /// <summary>See <see cref="Permit.Id"/>.</summary>
    public byte[] Id { get; private set; } = [];

    /// <summary>See <see cref="Permit.ToBytes"/>.</summary>
    public byte[] Bytes { get; private set; } = [];
}
