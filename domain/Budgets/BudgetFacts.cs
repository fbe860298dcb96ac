using Participation.Journal;

namespace Participation.Budgets;

/// <summary>A first ballot of someone. Who, the journal does not know, and must not.</summary>
public sealed record BallotCast(Guid BudgetId) : IFact
{
    public string Subject => $"budget:{BudgetId}";
}

/// <summary>Someone changed their ballot; the turnout stays.</summary>
public sealed record BallotChanged(Guid BudgetId) : IFact
{
    public string Subject => $"budget:{BudgetId}";
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
}

public sealed record BudgetChanged(Guid BudgetId, Guid SpaceId, BudgetPart Part, Guid ById) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}

public sealed record VoteClosed(Guid BudgetId, Guid SpaceId) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}

public sealed record ResultPublished(Guid BudgetId, Guid SpaceId) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}
