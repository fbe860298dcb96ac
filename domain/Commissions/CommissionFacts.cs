using Participation.Journal;

namespace Participation.Commissions;

/// <summary>The commission has taken out what it had to: the ballots can be counted.</summary>
public sealed record BoxReviewed(Guid BudgetId, Guid SpaceId, Guid ById) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}

/// <summary>The council ended a review that the commission had let lie: the ballots can be counted.</summary>
public sealed record ReviewEnded(Guid BudgetId, Guid SpaceId, Guid ById) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}

/// <summary>Somebody asked the commission to take a ballot out. Whose, the journal does not say.</summary>
public sealed record VoidAsked(Guid BudgetId, Guid SpaceId, VoidReason Reason, Guid ById) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}
