namespace Participation.Tally;

/// <summary>What became of a candidate, and why.</summary>
public enum Reason
{
    Chosen,

    /// <summary>When its turn came, less was left than it costs.</summary>
    NoLongerAffordable,

    /// <summary>It costs more than the whole budget.</summary>
    AboveTheBudget,

    /// <summary>Enough was left when the turn of its equals came, and the tie rule let others spend it.</summary>
    LostTie,

    /// <summary>No ballot gave it a point.</summary>
    NobodyChoseIt,

    /// <summary>It has fewer points than <see cref="Election.MinimumScore"/>.</summary>
    BelowThreshold,

    /// <summary>The rule stops at the first project that does not fit, and its turn would have come after.</summary>
    AfterTheStop,
}

/// <param name="Candidate">Position in <see cref="Election.Candidates"/>.</param>
/// <param name="Reason">Why it was chosen or not.</param>
/// <param name="Left">What was left to spend just before its turn, in units; at the end where it had no turn.</param>
public sealed record Verdict(int Candidate, Reason Reason, long Left);

/// <summary>Candidates that the rule found equal, and what put them in order.</summary>
/// <param name="Candidates">Two or more, in the order that was decided.</param>
/// <param name="DecidedBy">The last step of the tie rule that was needed.</param>
/// <param name="IsDecisive">Another order of these would have chosen others.</param>
public sealed record Tie(IReadOnlyList<int> Candidates, TieStep DecidedBy, bool IsDecisive);

/// <summary>A counted election: everything a result page says, and nothing that depends on when or where it was counted.</summary>
/// <param name="Rule">The name of the rule, as <see cref="Rules.Named"/> knows it.</param>
/// <param name="Election">What was counted.</param>
/// <param name="Scores">What the ballots gave.</param>
/// <param name="Chosen">Positions in <see cref="Election.Candidates"/>, in the order of funding.</param>
/// <param name="Verdicts">One for each candidate, in the order of <see cref="Election.Candidates"/>.</param>
/// <param name="Ties">In the order they were met.</param>
public sealed record Outcome(
    string Rule,
    Election Election,
    Scores Scores,
    IReadOnlyList<int> Chosen,
    IReadOnlyList<Verdict> Verdicts,
    IReadOnlyList<Tie> Ties)
{
    /// <summary>In units, never above the budget.</summary>
    public long Spent { get; } = Chosen.Sum(c => Election.Candidates[c].Cost);

    public long Left => Election.Budget - Spent;

    public IEnumerable<string> ChosenIds => Chosen.Select(c => Election.Candidates[c].Id);
}
