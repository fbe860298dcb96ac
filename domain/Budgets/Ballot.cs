namespace Participation.Budgets;

/// <summary>
/// What someone voted in one budget. Who, and when, is written nowhere: the <see cref="RollEntry"/> says that a person
/// voted, and nothing leads from one to the other.
/// </summary>
public class Ballot
{
    private Ballot()
    {
    }

    public Guid BudgetId { get; private set; }

    /// <summary>What the public log shows of it until the close; null in an election held elsewhere, which has no log.</summary>
    public byte[]? Commitment { get; private set; }

    /// <summary>What keeps the commitment from being guessed; see <see cref="Board.Opening.Nonce"/>.</summary>
    public byte[]? Nonce { get; private set; }

    /// <summary>Numbers of projects; in order of preference where the form is a ranking.</summary>
    public int[] Projects { get; private set; } = [];

    /// <summary>Points for each of <see cref="Projects"/>, in the same order; null where each counts one.</summary>
    public int[]? Points { get; private set; }
}
