using Participation.Commissions;
using Participation.People;
using Participation.Tally;

namespace Participation.Budgets;

/// <content>What is counted, and how the result comes to be read; with what is known of elections held elsewhere.</content>
public partial class Budget
{
    /// <summary>When the council signed; null until then.</summary>
    public DateTimeOffset? SignedAt { get; private set; }

    public Guid? SignedById { get; private set; }

    /// <summary>Whether nothing but the signature keeps the result from being published.</summary>
    public bool IsToBeSigned => Terms.AwaitsSignature && ClosedAt is not null && CancelledAt is null && SignedAt is null && !IsPublished;

    /// <summary>When the result could first be read.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    public bool IsPublished => PublishedAt is not null;

    /// <summary>When it was loaded; null until it is published.</summary>
    public Result? Result { get; private set; }

    /// <summary>False where a result was counted from fewer ballots than the quorum: it is shown, and decides nothing.</summary>
    public bool IsBinding => Result is null || Terms.IsBindingAt(Result.Ballots);

    /// <summary>Whether votes by project may be shown to everyone now.</summary>
    public bool ShowsTallies => IsPublished || ShowsTalliesEarly;

    /// <summary>For an election held elsewhere and read in: whose record of it differs from the rule, if any does.</summary>
    public string? DecidedOtherwise { get; private set; }

    /// <summary>SHA-256 of the file it was read from, in hexadecimal; null for an election of our own.</summary>
    public string? FileHash { get; private set; }

    /// <summary>Ids in the order of the lot; null where none was drawn.</summary>
    public IReadOnlyList<string>? LotOrder => Terms.LotSeed is null ? null : DrawnLot.Order(Terms.LotSeed, Projects.Select(p => p.Key));

    /// <summary>What nothing could be spent on is not kept: it stays in the common pot.</summary>
    internal IEnumerable<Reserve> ReservesWithProjects => Terms.Reserves.Where(r => _projects.Exists(r.IsFor));

    /// <summary>In the order of the election's candidates.</summary>
    public IReadOnlyList<CountedProject> CountedProjects =>
        [.. Projects.Select(p => new CountedProject(p.Number, p.DistrictId?.ToString() ?? (FileHash is null ? null : p.Address)))];

    /// <param name="person">Who would sign.</param>
    /// <param name="commission">Of this vote; null where it has none.</param>
    public Refusal? WhyNotSign(Person person, Commission? commission) =>
        !person.IsCouncil ? PersonRefusals.CouncilOnly
        : ClosedAt is null ? BudgetRefusals.VotingNotOver
        : commission?.IsToReview == true ? CommissionRefusals.NotReviewed
        : !IsToBeSigned ? BudgetRefusals.NothingToSign
        : null;

    /// <summary>Lets the result be published. What it is does not depend on it: the box is sealed.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotSign"/>.</exception>
    public void Sign(Person person, Commission? commission, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotSign(person, commission));

        (SignedAt, SignedById) = (now, person.Id);
        Record(new ResultSigned(Id, SpaceId, person.Id), now);
    }

    /// <summary>What is to be counted.</summary>
    /// <param name="ballots">Every ballot, its choices as positions in <see cref="Projects"/>.</param>
    public Election ToElection(IEnumerable<Tally.Ballot> ballots) =>
        new(AmountMinor, [.. Projects.Select(p => new Candidate(p.Key, p.CostMinor))], BallotRules.Counted, ballots)
        {
            Decimals = Money.Decimals,
            MaxLength = Terms.MaxChoices,
            MinimumScore = Terms.MinimumScore,
            Groups = [.. Terms.Groups.Select(g => new Group(PositionsOf(p => g.Projects.Contains(p.Number)), g.Most))],
            Reserved = [.. ReservesWithProjects.Select(r => new ReservedPart(r.Name, r.AmountMinor, PositionsOf(r.IsFor)))],
            Lot = LotOrder,
        };

    /// <summary>Works out what a result tells beyond who was chosen.</summary>
    /// <param name="outcome">Of the election that <see cref="ToElection"/> gives; its ballots are read again several times.</param>
    public Explanation Explain(Outcome outcome) => Explanation.Of(outcome, CountedProjects);

    /// <summary>Shows what was counted to everyone. Doing it again changes nothing.</summary>
    /// <param name="outcome">Of the election that <see cref="ToElection"/> gives, by <see cref="VoteTerms.Rule"/>.</param>
    /// <param name="now">When.</param>
    /// <param name="explanation">What <see cref="Explain"/> gives of it; null to tell no more than what was chosen.</param>
    /// <exception cref="RefusedException">The box is not sealed, or the vote was called off.</exception>
    public void Publish(Outcome outcome, DateTimeOffset now, Explanation? explanation = null)
    {
        RefusedException.ThrowIf(CancelledAt is not null ? BudgetRefusals.CancelledMeanwhile : ClosedAt is null ? BudgetRefusals.VotingNotOver : IsToBeSigned ? BudgetRefusals.NotSigned : null);
        if (PublishedAt is null)
        {
            Result = new Result(this, outcome, explanation, now);
            PublishedAt = now;
            Record(new ResultPublished(Id, SpaceId), now);
        }
    }

    /// <summary>Becomes an election held elsewhere, to be closed as soon as its ballots are in.</summary>
    /// <param name="terms">How it was held there, and the rule by which we count it.</param>
    /// <param name="fileHash">See <see cref="FileHash"/>.</param>
    internal void WasHeldElsewhere(VoteTerms terms, string fileHash)
    {
        Terms = terms;
        FileHash = fileHash;
    }

    /// <summary>Seals the box of an election held elsewhere, at the time its vote ended there.</summary>
    internal void WasClosed(DateTimeOffset at) => ClosedAt = at;

    /// <summary>Notes beside a published result what those who held the election recorded.</summary>
    /// <param name="who">Whose record it is.</param>
    /// <param name="recorded">For each project, in the order of <see cref="Projects"/>; null where the record is silent.</param>
    internal void WasDecidedBy(string who, IReadOnlyList<bool?> recorded)
    {
        var projects = Projects;
        foreach (var result in Result!.Projects)
        {
            result.WasRecorded(recorded[projects.TakeWhile(p => p.Id != result.ProjectId).Count()]);
        }

        DecidedOtherwise = Result.Projects.Any(p => p.Recorded is { } chosen && chosen != p.IsChosen) ? who : null;
    }

    private List<int> PositionsOf(Func<Project, bool> which) => [.. Projects.Index().Where(p => which(p.Item)).Select(p => p.Index)];
}
