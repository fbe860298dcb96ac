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

    /// <summary>As many of one of its groups as may be were chosen before it; see <see cref="Group"/>.</summary>
    GroupIsFull,

    /// <summary>Under equal shares, those who chose it had less money left together than it costs.</summary>
    SupportersCannotPay,
}

/// <summary>What would have had a candidate chosen, everything else being as it was.</summary>
/// <param name="Cost">The greatest cost, in units; null where even the lowest would not have done.</param>
/// <param name="Supporters">
/// How many more it needed, each giving it one point and nothing to others; null where no number would have done.
/// </param>
/// <remarks>
/// Both are exact for the rules that go by points. Under equal shares they hold for the share that each voter had at the
/// end: the cost is exact where shares were not raised, and where they were, another cost might have had them raised
/// differently. Supporters are then voters beyond the others, each with a share as large; they are an estimate, because
/// in truth more voters would have made each share smaller.
/// </remarks>
public sealed record Remedy(long? Cost, long? Supporters)
{
    /// <summary>The easier of two ways, where either would have done.</summary>
    internal Remedy Or(Remedy other) => new(Greatest(Cost, other.Cost), Least(Supporters, other.Supporters));

    private static long? Greatest(long? one, long? other) => one is null || other > one ? other : one;

    private static long? Least(long? one, long? other) => one is null || other < one ? other : one;
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

/// <summary>What a pot of its own decided; see <see cref="ReservedPart"/>.</summary>
/// <param name="Part">Null for the common pot.</param>
/// <param name="Candidates">Those that stood here, as positions in the whole election; <paramref name="Outcome"/> numbers them in this order.</param>
/// <param name="Outcome">The pot counted as an election.</param>
public sealed record PartOutcome(ReservedPart? Part, IReadOnlyList<int> Candidates, Outcome Outcome)
{
    /// <returns>Null where the candidate, a position in the whole election, did not stand here.</returns>
    internal Verdict? VerdictOn(int candidate) => PositionOf(candidate) is var position and >= 0 ? Outcome.Verdicts[position] : null;

    /// <inheritdoc cref="VerdictOn"/>
    internal Remedy? RemedyFor(int candidate) => PositionOf(candidate) is var position and >= 0 ? Outcome.RemedyFor(position) : null;

    private int PositionOf(int candidate) => Candidates.ToList().IndexOf(candidate);
}

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
    /// <summary>How voters paid, where they did: under equal shares. Null too where reserved parts were counted: each has its own.</summary>
    public Payments? Payments { get; init; }

    /// <summary>Where parts of the budget were reserved, what each decided, the common pot last; otherwise empty.</summary>
    public IReadOnlyList<PartOutcome> Parts { get; init; } = [];

    /// <summary>In units, never above the budget.</summary>
    public long Spent => Chosen.Sum(c => Election.Candidates[c].Cost);

    public long Left => Election.Budget - Spent;

    /// <summary>Works out what would have had a candidate chosen that was not.</summary>
    internal Func<int, Remedy>? Remedies { private get; init; }

    /// <summary>
    /// What would have had a candidate chosen; null where it was. It is worked out when it is asked for: under equal shares,
    /// the first time takes about as long as a count.
    /// </summary>
    public Remedy? RemedyFor(int candidate) => Verdicts[candidate].Reason == Reason.Chosen ? null : Remedies?.Invoke(candidate);

    /// <summary>The candidates that a ballot of this election gave points, and how many.</summary>
    internal Dictionary<int, int> PointsOn(Ballot ballot) => Enumerable.Range(0, ballot.Choices.Length)
        .Select(position => (Candidate: ballot.Choices[position], Points: Election.PointsAt(ballot, position) + Scores.Lift))
        .Where(choice => choice.Points > 0)
        .ToDictionary(choice => choice.Candidate, choice => choice.Points);

    public IEnumerable<string> ChosenIds => Chosen.Select(c => Election.Candidates[c].Id);
}
