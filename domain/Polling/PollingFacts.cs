using Participation.Journal;

namespace Participation.Polling;

/// <summary>Someone is about to vote on paper: from now on not online.</summary>
public sealed record MarkedOnPaper(Guid PersonId, Guid BudgetId, Guid ById) : IFact
{
    public string Subject => $"person:{PersonId}";
}

/// <summary>A mark for paper was an error.</summary>
public sealed record PaperMarkUndone(Guid PersonId, Guid BudgetId, Guid ById) : IFact
{
    public string Subject => $"person:{PersonId}";
}

/// <summary>Someone was let in to vote at the counter. Who it was, the journal does not know, and when, to the day.</summary>
public sealed record CounterCodeGiven(Guid BudgetId, Guid ById) : IFact
{
    public string Subject => $"budget:{BudgetId}";
}

public sealed record PaperBatchOpened(Guid BudgetId, string Name, Guid ById) : IFact
{
    public string Subject => $"budget:{BudgetId}";
}

/// <summary>The ballots of a batch are in the box.</summary>
public sealed record PaperBatchSettled(Guid BudgetId, string Name, Guid ById) : IFact
{
    public string Subject => $"budget:{BudgetId}";
}

public sealed record PaperBatchDiscarded(Guid BudgetId, string Name, string Reason, Guid ById) : IFact
{
    public string Subject => $"budget:{BudgetId}";
}

/// <summary>The council says that all paper is in: the box may be sealed.</summary>
public sealed record PaperCompleted(Guid BudgetId, Guid SpaceId, Guid ById) : IFactOfSpace
{
    public string Subject => $"budget:{BudgetId}";
}
