namespace Participation.Budgets;

/// <summary>How a ballot is filled in.</summary>
public enum BallotForm
{
    /// <summary>Projects of one's choice whose costs together stay within the amount.</summary>
    Knapsack = 0,

    /// <summary>Any projects, one point each, whatever they cost.</summary>
    Approval = 1,

    /// <summary>Points spread over projects.</summary>
    Cumulative = 2,

    /// <summary>Projects in order of preference.</summary>
    Ranking = 3,

    /// <summary>One project.</summary>
    ChooseOne = 4,

    /// <summary>Each project marked by itself.</summary>
    Scoring = 5,
}
