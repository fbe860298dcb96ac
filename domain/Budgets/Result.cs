using Participation.Tally;

namespace Participation.Budgets;

/// <summary>What the count of a budget's ballots found. It is written once, together with the publication.</summary>
public class Result
{
    private readonly List<ProjectResult> _projects = [];

    private Result()
    {
    }

    /// <param name="budget">With its projects, in the order of the election's candidates: by number.</param>
    /// <param name="outcome">What was counted from <see cref="Budget.ToElection"/>.</param>
    /// <param name="explanation">Of the same outcome; null to tell no more than what was chosen.</param>
    /// <param name="now">When.</param>
    internal Result(Budget budget, Outcome outcome, Explanation? explanation, DateTimeOffset now)
    {
        var isBinding = budget.Terms.IsBindingAt(outcome.Scores.Ballots);
        BudgetId = budget.Id;
        Rule = outcome.Rule;
        Ballots = outcome.Scores.Ballots;
        SpentMinor = isBinding ? outcome.Spent : 0;
        CountedAt = now;
        Explanation = explanation;

        var projects = budget.Projects;
        Ties = [.. outcome.Ties.Select(tie => new ResultTie([.. tie.Candidates.Select(c => projects[c].Number)], tie.DecidedBy, tie.IsDecisive))];
        foreach (var verdict in outcome.Verdicts)
        {
            _projects.Add(new ProjectResult(projects[verdict.Candidate], verdict, outcome, isBinding));
        }
    }

    public Guid BudgetId { get; private set; }

    /// <summary>By the name it has in <c>Tally</c>.</summary>
    public string Rule { get; private set; } = "";

    /// <summary>Every ballot in the box, the empty ones too.</summary>
    public long Ballots { get; private set; }

    /// <summary>On what was chosen: nothing where the quorum was missed.</summary>
    public long SpentMinor { get; private set; }

    /// <summary>Projects with equal votes, in the order they were met.</summary>
    public IReadOnlyList<ResultTie> Ties { get; private set; } = [];

    /// <summary>Null in results published before there were any.</summary>
    public Explanation? Explanation { get; private set; }

    public DateTimeOffset CountedAt { get; private set; }

    /// <summary>One for each project, when they were loaded.</summary>
    public IReadOnlyCollection<ProjectResult> Projects => _projects;
}

/// <summary>Projects that the rule found equal, and what put them in order.</summary>
/// <param name="Projects">Their numbers, in the order that was decided.</param>
/// <param name="DecidedBy">The last step of the tie rule that was needed.</param>
/// <param name="IsDecisive">Another order would have chosen others.</param>
public sealed record ResultTie(int[] Projects, TieStep DecidedBy, bool IsDecisive);

/// <summary>What became of one project, and why.</summary>
public class ProjectResult
{
    private ProjectResult()
    {
    }

    internal ProjectResult(Project project, Verdict verdict, Outcome outcome, bool isBinding)
    {
        ProjectId = project.Id;
        BudgetId = project.BudgetId;
        Votes = outcome.Scores.VotesOf(verdict.Candidate);
        Score = outcome.Scores.PointsOf(verdict.Candidate);
        Reason = verdict.Reason;
        LeftMinor = verdict.Left;

        var place = outcome.Chosen.ToList().IndexOf(verdict.Candidate);
        Rank = place >= 0 && isBinding ? place + 1 : null;
        AdvisoryRank = place >= 0 && !isBinding ? place + 1 : null;
    }

    public Guid ProjectId { get; private set; }
    public Guid BudgetId { get; private set; }

    /// <summary>Ballots that list it.</summary>
    public long Votes { get; private set; }

    /// <summary>What the rule compared; the same as the votes where each counts one.</summary>
    public long Score { get; private set; }

    /// <summary>From 1, in the order of funding; null where it was not chosen.</summary>
    public int? Rank { get; private set; }

    /// <summary>Where the quorum was missed, the place it would have had; null where it was not, or it had none.</summary>
    public int? AdvisoryRank { get; private set; }

    public Reason Reason { get; private set; }

    /// <summary>What was left to spend just before its turn; at the end where it had none.</summary>
    public long LeftMinor { get; private set; }

    /// <summary>For an election held elsewhere: whether the record says that it was chosen; null where the record is silent.</summary>
    public bool? Recorded { get; private set; }

    public bool IsChosen => Rank is not null;

    internal void WasRecorded(bool? chosen) => Recorded = chosen;
}
