namespace Participation.Budgets;

/// <summary>How someone voted.</summary>
public enum Channel
{
    Web = 0,
    Paper = 1,
}

/// <summary>That a person has voted in a budget, and by which channel. Not what, and not when.</summary>
public class RollEntry
{
    private RollEntry()
    {
    }

    public Guid BudgetId { get; private set; }
    public Guid PersonId { get; private set; }
    public Channel Channel { get; private set; }

    /// <summary>Where that keeps them from voting in another budget of the same space, the space; else null.</summary>
    public Guid? SpaceId { get; private set; }
}
