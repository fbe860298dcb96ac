using Participation.Journal;

namespace Participation.Budgets;

/// <summary>
/// First ballots of some people, cast about the same time. Whose, the journal does not know, and must not; when, it says
/// to the day, and once the box is sealed it forgets that they were cast at all.
/// </summary>
public sealed record BallotsCast(Guid BudgetId, int Count) : IFact
{
    public string Subject => $"budget:{BudgetId}";

    /// <summary>What the journal says of when ballots were cast.</summary>
    public static DateTimeOffset DayOf(DateTimeOffset now) => new(now.UtcDateTime.Date, TimeSpan.Zero);
}

/// <summary>What of a budget the council may change.</summary>
public enum BudgetPart
{
    /// <summary>It was made.</summary>
    Whole = 0,
    Texts = 1,
    Amount = 2,
    Projects = 3,
    Progress = 4,
    Rules = 5,

    /// <summary>Who answers for what is taken out of the box.</summary>
    Commission = 6,
}

public sealed record BudgetChanged(Guid BudgetId, Guid SpaceId, BudgetPart Part, Guid ById) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}

public sealed record VoteClosed(Guid BudgetId, Guid SpaceId) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}

/// <summary>The council called a vote off; it is never counted.</summary>
public sealed record VoteCancelled(Guid BudgetId, Guid SpaceId, Guid ById) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}

/// <summary>The council lets a result be published.</summary>
public sealed record ResultSigned(Guid BudgetId, Guid SpaceId, Guid ById) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}

public sealed record ResultPublished(Guid BudgetId, Guid SpaceId) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}
