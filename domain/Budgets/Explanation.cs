using System.Text.Json.Serialization;
using Participation.Tally;

namespace Participation.Budgets;

/// <summary>
/// What a published result tells beyond who was chosen. It is worked out once, at the publication: much of it takes as long
/// as the count itself. Everything is by project number, and exact fractions of minor units are text such as <c>125/18</c>.
/// </summary>
/// <param name="Remedies">One for each project that was not chosen, by number.</param>
/// <param name="Payments">Under equal shares, who paid for what; else null. Null too where reserved parts were counted.</param>
/// <param name="Rules">The same ballots by several rules: first that of the budget, then others for comparison, none twice.</param>
/// <param name="FirstChoice">Where ballots are rankings, what a first choice is worth, each later one being worth one less; else null.</param>
public sealed record Explanation(IReadOnlyList<ProjectRemedy> Remedies, SharesPaid? Payments, IReadOnlyList<RuleResult> Rules, int? FirstChoice)
{
    /// <summary>What each reserved part paid for, the common pot last; null where no part was reserved.</summary>
    public IReadOnlyList<PartTold>? Parts { get; init; }

    /// <summary>What the result itself gave its voters.</summary>
    [JsonIgnore]
    public RuleResult Own => Rules[0];

    public ProjectRemedy? RemedyFor(int project) => Remedies.FirstOrDefault(remedy => remedy.Project == project);

    /// <param name="outcome">By the rule of the budget, in minor units.</param>
    /// <param name="projects">One for each candidate, in their order.</param>
    /// <remarks>The ballots are read again for each rule, and never kept.</remarks>
    public static Explanation Of(Outcome outcome, IReadOnlyList<CountedProject> projects)
    {
        var election = outcome.Election;
        var rules = ComparedRules.BesideThat(outcome)
            .Select(rule => RuleResult.By(rule, election, projects))
            .OfType<RuleResult>()
            .Prepend(RuleResult.Of(outcome, projects));

        return new Explanation(
            [.. outcome.Verdicts
                .Select(verdict => (projects[verdict.Candidate].Number, Remedy: outcome.RemedyFor(verdict.Candidate)))
                .Where(pair => pair.Remedy is not null)
                .Select(pair => new ProjectRemedy(pair.Number, pair.Remedy!.Cost, pair.Remedy.Supporters))],
            outcome.Payments is { } payments ? SharesPaid.Of(payments, projects) : null,
            [.. rules],
            election.Form == Tally.BallotForm.Ordinal ? election.MaxLength ?? outcome.Scores.Lift : null)
        {
            Parts = outcome.Parts.Count == 0 ? null : [.. outcome.Parts.Select(part => PartTold.Of(part, projects))],
        };
    }
}

/// <summary>What a reserved part of the amount, or what was left of it all, paid for.</summary>
/// <param name="Name">Of the district or category; null for the common pot.</param>
/// <param name="AmountMinor">What there was to spend.</param>
/// <param name="SpentMinor">The rest went on to the common pot.</param>
/// <param name="Projects">Numbers of those chosen, in the order of funding.</param>
public sealed record PartTold(string? Name, long AmountMinor, long SpentMinor, int[] Projects)
{
    internal static PartTold Of(PartOutcome part, IReadOnlyList<CountedProject> projects) => new(
        part.Part?.Name,
        part.Outcome.Election.Budget,
        part.Outcome.Spent,
        [.. part.Outcome.Chosen.Select(c => projects[part.Candidates[c]].Number)]);
}

/// <summary>What is to be known of a candidate, to tell what a rule gave.</summary>
/// <param name="Number">What readers know it by.</param>
/// <param name="District">Its id or, for an election held elsewhere, its name there; null for the whole town.</param>
public readonly record struct CountedProject(int Number, string? District);

/// <summary>What would have had a project chosen, everything else being as it was; see <see cref="Remedy"/> for how exact it is.</summary>
/// <param name="Project">Its number.</param>
/// <param name="CostMinor">The greatest cost; null where even the lowest would not have done.</param>
/// <param name="Supporters">How many more it needed; null where no number would have done.</param>
public sealed record ProjectRemedy(int Project, long? CostMinor, long? Supporters);

/// <summary>How voters paid for what was chosen; see <see cref="Payments"/>.</summary>
/// <param name="PerVoter">The share of each voter.</param>
/// <param name="Purse">What each voter had to spend in these rounds.</param>
/// <param name="Increments">How often the share was raised.</param>
/// <param name="Rounds">In the order of funding.</param>
/// <param name="Preference">Null where the rule does not ask whether voters prefer most points first.</param>
public sealed record SharesPaid(string PerVoter, string Purse, long Increments, IReadOnlyList<RoundPaid> Rounds, PreferenceTold? Preference)
{
    /// <summary>False where voters prefer most points first, which then stands: nobody paid, and these are what would have been.</summary>
    public bool AreMade => Preference is not { GreedyWins: true };

    internal static SharesPaid Of(Payments payments, IReadOnlyList<CountedProject> projects) => new(
        payments.PerVoter.ToString(),
        payments.Purse.ToString(),
        payments.Increments,
        [.. payments.Rounds.Select(round => new RoundPaid(
            projects[round.Candidate].Number, round.PerPoint.ToString(), round.Supporters, round.Capped, round.Least.ToString(), round.Most.ToString()))],
        payments.Preference is { } asked ? new PreferenceTold(asked.ForShares, asked.ForGreedy, Numbers(asked.Shares, projects), Numbers(asked.Greedy, projects)) : null);

    private static int[] Numbers(IEnumerable<int> candidates, IReadOnlyList<CountedProject> projects) => [.. candidates.Select(c => projects[c].Number)];
}

/// <summary>A project that its supporters paid for; see <see cref="PaymentRound"/>.</summary>
/// <param name="Project">Its number.</param>
/// <param name="PerPoint">What each supporter paid for each point, unless she had less.</param>
/// <param name="Supporters">Voters who gave it a point and had money left.</param>
/// <param name="Capped">Those of them who had less than their part, and paid all they had.</param>
/// <param name="Least">The least that one of them paid.</param>
/// <param name="Most">The most that one of them paid.</param>
public sealed record RoundPaid(int Project, string PerPoint, long Supporters, long Capped, string Least, string Most);

/// <summary>Which of two results more voters prefer; see <see cref="Preference"/>.</summary>
/// <param name="ForShares">Voters who get more of what they chose by equal shares.</param>
/// <param name="ForGreedy">Voters who get more of it by most points first.</param>
/// <param name="Shares">What equal shares chose, by number.</param>
/// <param name="Greedy">What most points first would choose.</param>
public sealed record PreferenceTold(long ForShares, long ForGreedy, int[] Shares, int[] Greedy)
{
    public bool GreedyWins => ForGreedy > ForShares;
}
