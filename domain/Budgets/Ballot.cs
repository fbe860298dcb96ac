namespace Participation.Budgets;

/// <summary>One person's choice in one budget.</summary>
public class Ballot
{
    private Ballot()
    {
    }

    internal Ballot(Guid budgetId, Guid? personId, IEnumerable<int> projects, DateTimeOffset now)
    {
        BudgetId = budgetId;
        PersonId = personId;
        Projects = [.. projects];
        CastAt = now;
    }

    public long Id { get; private set; }
    public Guid BudgetId { get; private set; }

    /// <summary>Null for a ballot of an election held elsewhere: who cast it is not ours to know.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Numbers of projects; in order of preference where the form is a ranking.</summary>
    public int[] Projects { get; private set; } = [];

    /// <summary>Points for each of <see cref="Projects"/>, in the same order; null where each counts one.</summary>
    public int[]? Points { get; private set; }

    public DateTimeOffset CastAt { get; private set; }
    public DateTimeOffset? ChangedAt { get; private set; }

    internal void Change(IEnumerable<int> projects, DateTimeOffset now)
    {
        Projects = [.. projects];
        ChangedAt = now;
    }
}
