using Participation.People;

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

    internal RollEntry(Budget budget, Person person, Channel channel) =>
        (BudgetId, PersonId, Channel, SpaceId) = (budget.Id, person.Id, channel, budget.Terms.StandsAlone ? budget.SpaceId : null);

    public Guid BudgetId { get; private set; }
    public Guid PersonId { get; private set; }
    public Channel Channel { get; private set; }

    /// <summary>Where that keeps them from voting in another budget of the same space, the space; else null.</summary>
    public Guid? SpaceId { get; private set; }
}
