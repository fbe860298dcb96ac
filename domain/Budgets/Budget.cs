using Participation.Board;
using Participation.Commissions;
using Participation.Journal;
using Participation.People;
using Participation.Places;
using Participation.Polling;
using Participation.Spaces;
using Participation.Tally;
using Participation.Texts;

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

/// <summary>An amount of public money, the projects it could pay for, and the vote that decides.</summary>
public partial class Budget : Recorded, IBallotPaper
{
    /// <summary>What a ballot has to share out where the council does not say.</summary>
    public const int DefaultPoints = 10;

    private const int OldestAge = 120;

    /// <summary>The best mark where the council does not say.</summary>
    public const int DefaultMark = 5;

    private readonly List<Project> _projects = [];

    private Budget()
    {
    }

    /// <param name="space">Where the vote takes place; the phases that open <see cref="Acts.Vote"/> are its voting time.</param>
    /// <param name="title">In each language the council writes.</param>
    /// <param name="amount">What there is to spend, above zero.</param>
    /// <param name="now">When it was made.</param>
    /// <exception cref="RefusedException">The amount is not above zero.</exception>
    public Budget(Space space, LocalizedText title, Money amount, DateTimeOffset now)
    {
        RefusedException.ThrowIf(amount.Minor <= 0 ? BudgetRefusals.AmountMissing : null);

        SpaceId = space.Id;
        Title = title;
        AmountMinor = amount.Minor;
        Currency = amount.Currency;
        CreatedAt = now;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Given by the database; part of its address.</summary>
    public int Number { get; private set; }

    public Guid SpaceId { get; private set; }
    public LocalizedText Title { get; private set; } = LocalizedText.Empty;

    /// <summary>Markdown.</summary>
    public LocalizedText Description { get; private set; } = LocalizedText.Empty;

    public long AmountMinor { get; private set; }
    public string Currency { get; private set; } = "EUR";
    public BallotForm Form { get; private set; }

    /// <summary>The counting rule, by the name it has in <c>Tally</c>.</summary>
    public string Rule { get; private set; } = "greedy";

    /// <summary>How many projects a ballot must name at least; null asks for one.</summary>
    public int? MinChoices { get; private set; }

    /// <summary>
    /// How many projects a ballot may name; null lets it name all. In a ranking it is what the first is worth, and null takes
    /// the longest one cast.
    /// </summary>
    public int? MaxChoices { get; private set; }

    /// <summary>How much of the amount a ballot must use at least, in per cent; null where that is free.</summary>
    public int? MinShare { get; private set; }

    /// <summary>How many points a ballot has to share out; null where the form has none.</summary>
    public int? Points { get; private set; }

    /// <summary>The most points, or the best mark, that a ballot may give one project; null where the form has none.</summary>
    public int? MostPoints { get; private set; }

    /// <summary>What a project needs under the rules with a threshold.</summary>
    public long MinimumScore { get; private set; }

    /// <summary>The district whose residents vote; null for the whole town.</summary>
    public Guid? DistrictId { get; private set; }

    /// <summary>How old one must be, in years, to vote. Nobody's age is known here: voters say so. Null asks for no age.</summary>
    public int? MinimumAge { get; private set; }

    /// <summary>Whether who votes here votes in no other such budget of the same space.</summary>
    public bool StandsAlone { get; private set; }

    /// <summary>
    /// Whether ballots come with permits that the town signed without seeing them, so that not even its server could join
    /// a person and a ballot.
    /// </summary>
    public bool ByPermit { get; private set; }

    /// <summary>Whether votes by project are shown while people still vote. Off unless the council decides otherwise.</summary>
    public bool ShowsTalliesEarly { get; private set; }

    /// <summary>For an election held elsewhere and read in: whose record of it differs from the rule, if any does.</summary>
    public string? DecidedOtherwise { get; private set; }

    /// <summary>SHA-256 of the file it was read from, in hexadecimal; null for an election of our own.</summary>
    public string? FileHash { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>How many ballots were cast; follows the ballots within a second.</summary>
    public int Turnout { get; private set; }

    /// <summary>When the council fixed and published all that decides the vote; null where it left that to the opening.</summary>
    public DateTimeOffset? RulesPublishedAt { get; private set; }

    /// <summary>When the ballot box was shut for good. The voting time ends by itself; this is the seal.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Whether the result, counted, waits until someone of the council signs for it.</summary>
    public bool AwaitsSignature { get; private set; }

    /// <summary>When the council signed; null until then.</summary>
    public DateTimeOffset? SignedAt { get; private set; }

    public Guid? SignedById { get; private set; }

    /// <summary>Whether nothing but the signature keeps the result from being published.</summary>
    public bool IsToBeSigned => AwaitsSignature && ClosedAt is not null && CancelledAt is null && SignedAt is null && !IsPublished;

    /// <summary>When the result could first be read.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    public Money Amount => new(AmountMinor, Currency);

    public bool IsPublished => PublishedAt is not null;

    /// <summary>When it was loaded; null until it is published.</summary>
    public Result? Result { get; private set; }

    /// <summary>Those loaded, by number.</summary>
    public IReadOnlyList<Project> Projects => [.. _projects.OrderBy(p => p.Number)];

    /// <summary>Whether votes by project may be shown to everyone now.</summary>
    public bool ShowsTallies => IsPublished || ShowsTalliesEarly;

    public Refusal? WhyNotVoteNow(Space space, DateTimeOffset now) =>
        CancelledAt is { } cancelled ? BudgetRefusals.Cancelled(cancelled)
        : RepeatsId is not null && !VotingPhases(space).Any(p => p.StartsAt <= now) ? WhyNotVoteAgainYet(space)
        : EndedAt(space) is { } ended ? SpaceRefusals.Closed(Acts.Vote, ended) : space.WhyNotOpen(Acts.Vote, now);

    /// <summary>Why this person cannot cast or change a ballot now, or null when they can.</summary>
    public Refusal? WhyNotVote(Space space, Person person, DateTimeOffset now) =>
        WhyNotVoteNow(space, now)
        ?? space.WhyNot(Acts.Vote, person, now)
        ?? (DistrictId is { } district && person.DistrictId != district ? BudgetRefusals.OtherDistrict : null)
        ?? (Drawing?.Includes(person.Id) == false ? BudgetRefusals.DrawnElsewhere : null);

    /// <summary>Why someone cannot vote who says so much of their age, or null.</summary>
    /// <param name="isOldEnough">Whether they say that they have <see cref="MinimumAge"/>.</param>
    public Refusal? WhyNotAtThatAge(bool isOldEnough) =>
        MinimumAge is null || isOldEnough ? null : BudgetRefusals.TooYoung with { Count = MinimumAge };

    /// <summary>How a ballot of this budget is filled in: <see cref="Form"/> with its limits.</summary>
    public Form BallotRules => Form switch
    {
        BallotForm.Approval => new ApprovalForm(MinChoices ?? 1, MaxChoices ?? Math.Max(1, _projects.Count)),
        BallotForm.Cumulative => new CumulativeForm(Points ?? DefaultPoints, MostPoints ?? Points ?? DefaultPoints),
        BallotForm.Ranking => new RankingForm(MaxChoices ?? Math.Max(1, _projects.Count)),
        BallotForm.ChooseOne => new OneForm(),
        BallotForm.Scoring => new ScoreForm(MostPoints ?? DefaultMark),
        _ => new KnapsackForm(MinShare ?? 0),
    };

    /// <summary>Why these choices make no ballot, or null when they do.</summary>
    /// <param name="choices">Projects by number, in the voter's order; with the points that each is given, where the form has points.</param>
    public Refusal? WhyNotChoose(IReadOnlyCollection<ProjectChoice> choices)
    {
        var cost = CostOf(choices.Select(c => c.Project));

        return choices.Count == 0 ? BudgetRefusals.NothingChosen
            : Form == BallotForm.Knapsack && cost.Minor > AmountMinor ? BudgetRefusals.AboveTheAmount(cost with { Minor = cost.Minor - AmountMinor })
            : BallotRules.WhyNot([.. BallotRules.InOrder(choices.Select(c => new Choice(KeyOf(c.Project), c.Points)))], this);
    }

    long IBallotPaper.Amount => AmountMinor;

    long? IBallotPaper.CostOf(string project) => _projects.Find(p => p.Key == project)?.CostMinor;

    /// <summary>A project's id on ballots; for a number that none has, one that none has.</summary>
    private string KeyOf(int number) => _projects.Find(p => p.Number == number)?.Key ?? "";

    public Money CostOf(IEnumerable<int> projects) =>
        new(_projects.Where(p => projects.Contains(p.Number)).Sum(p => p.CostMinor), Currency);

    /// <summary>Fills in the person's ballot. It bears no trace of them: they are marked on the roll as it goes into the box.</summary>
    /// <param name="manifest">Of this budget's board.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="person">Who votes.</param>
    /// <param name="chosen">See <see cref="WhyNotChoose"/>.</param>
    /// <param name="nonce">See <see cref="Opening.Nonce"/>.</param>
    /// <param name="now">When.</param>
    /// <param name="isOldEnough">See <see cref="WhyNotAtThatAge"/>.</param>
    /// <exception cref="RefusedException">
    /// See <see cref="WhyNotVote"/>, <see cref="WhyNotAtThatAge"/>, <see cref="WhyNotChoose"/> and <see cref="Form.WhyNot"/>.
    /// </exception>
    public Opening Cast(
        Manifest manifest, Space space, Person person, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce, DateTimeOffset now, bool isOldEnough = false)
    {
        RefusedException.ThrowIf(WhyNotVote(space, person, now) ?? WhyNotAtThatAge(isOldEnough) ?? (ByPermit ? BudgetRefusals.PermitNeeded : null));

        return Open(manifest, chosen, nonce);
    }

    /// <summary>Fills in a ballot of nobody: what comes with it says that somebody may cast it.</summary>
    /// <inheritdoc cref="Cast"/>
    /// <param name="manifest">Of this budget's board.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="permit">Given to somebody who may vote; null for a ballot that replaces another.</param>
    /// <param name="chosen">See <see cref="WhyNotChoose"/>.</param>
    /// <param name="nonce">See <see cref="Opening.Nonce"/>.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">Voting is not open, the permit is not of this vote, or the choices make no ballot.</exception>
    public Opening CastByPermit(Manifest manifest, Space space, Permit? permit, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotVoteNow(space, now) ?? (ByPermit ? null : BudgetRefusals.NoPermits));
        RefusedException.ThrowIf(permit is null || manifest.TokenKey?.Verifies(permit) == true ? null : BudgetRefusals.PermitUnreadable);

        return Open(manifest, chosen, nonce);
    }

    /// <summary>A ballot, filled in.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotChoose"/> and <see cref="Form.WhyNot"/>.</exception>
    internal Opening Open(Manifest manifest, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce)
    {
        RefusedException.ThrowIf(WhyNotChoose(chosen));

        var choices = chosen.Select(c => new Choice(KeyOf(c.Project), c.Points));
        var opening = new Opening(manifest.Id, [.. manifest.Form.InOrder(choices)], nonce);
        RefusedException.ThrowIf(manifest.Form.WhyNot(opening.Choices, manifest));

        return opening;
    }

    /// <summary>Why the council can no longer change amount, projects or rule: people have begun to vote on them.</summary>
    public Refusal? WhyNotChange(Space space, DateTimeOffset now) =>
        CancelledAt is { } cancelled ? BudgetRefusals.Cancelled(cancelled)
        : RulesPublishedAt is not null ? BudgetRefusals.RulesPublished
        : ClosedAt is not null || Turnout > 0 || VotingPhases(space).Any(p => p.StartsAt <= now)
            ? BudgetRefusals.VotingHasBegun
            : null;

    public void Describe(LocalizedText title, LocalizedText description)
    {
        Title = title;
        Description = description;
    }

    /// <summary>Writes down who of the council changed which part of it.</summary>
    public void WasChanged(BudgetPart part, Guid byId, DateTimeOffset now) => Record(new BudgetChanged(Id, SpaceId, part, byId), now);

    public void ShowTalliesEarly(bool show) => ShowsTalliesEarly = show;

    /// <exception cref="RefusedException">
    /// See <see cref="WhyNotChange"/>; or the amount is not above zero, does not hold the reserved parts, or takes more steps
    /// than the rule may make.
    /// </exception>
    public void Grant(Space space, Money amount, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));
        RefusedException.ThrowIf(amount.Minor <= 0 ? BudgetRefusals.AmountMissing : null);
        RefusedException.ThrowIf(ReservedMinor > amount.Minor ? BudgetRefusals.ReservedAboveTheAmount with { Field = "Amount" } : null);
        RefusedException.ThrowIf(WhyNotRaise(Rules.Named(Rule), amount.Minor, "Amount"));

        AmountMinor = amount.Minor;
        Currency = amount.Currency;
    }

    /// <summary>Decides how ballots are filled in.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>; or no ballot could be filled in so.</exception>
    public void AskFor(Space space, Form form, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));
        RefusedException.ThrowIf(form switch
        {
            ApprovalForm { Min: < 1 } or ApprovalForm { Max: < 1 } or RankingForm { Max: < 1 } => BudgetRefusals.LimitTooSmall,
            ApprovalForm approval when approval.Min > approval.Max => BudgetRefusals.LeastAboveMost,
            KnapsackForm { Share: < 0 or > 100 } => BudgetRefusals.ShareOutOfRange,
            CumulativeForm { Points: < 1 } or CumulativeForm { Most: < 1 } or ScoreForm { Max: < 1 } => BudgetRefusals.LimitTooSmall,
            CumulativeForm points when points.Most > points.Points => BudgetRefusals.LeastAboveMost,
            _ => null,
        });

        int? none = null;
        (Form, MinChoices, MaxChoices, MinShare, Points, MostPoints) = form switch
        {
            ApprovalForm f => (BallotForm.Approval, f.Min, f.Max, none, none, none),
            CumulativeForm f => (BallotForm.Cumulative, none, none, none, f.Points, f.Most),
            RankingForm f => (BallotForm.Ranking, none, f.Max, none, none, none),
            OneForm => (BallotForm.ChooseOne, none, none, none, none, none),
            ScoreForm f => (BallotForm.Scoring, none, none, none, none, f.Max),
            KnapsackForm f => (BallotForm.Knapsack, none, none, f.Share, none, none),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, null),
        };
    }

    /// <summary>Decides how ballots are counted.</summary>
    /// <param name="space">Where the vote takes place.</param>
    /// <param name="rule">As <see cref="Rules.Named"/> knows it.</param>
    /// <param name="minimumScore">See <see cref="MinimumScore"/>; zero or more.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>.</exception>
    /// <exception cref="UnknownRuleException">No rule has this name.</exception>
    public void CountBy(Space space, string rule, long minimumScore, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));
        RefusedException.ThrowIf(minimumScore < 0 ? BudgetRefusals.LimitTooSmall : null);
        var named = Rules.Named(rule);
        RefusedException.ThrowIf(WhyNotRaise(named, _projects.Select(p => p.CostMinor).Append(AmountMinor).Max(), BudgetRefusals.IncrementTooSmall.Field));

        Rule = named.Name;
        MinimumScore = minimumScore;
    }

    /// <summary>Decides who votes.</summary>
    /// <param name="space">Where the vote takes place.</param>
    /// <param name="district">See <see cref="DistrictId"/>.</param>
    /// <param name="minimumAge">See <see cref="MinimumAge"/>; 1 to 120.</param>
    /// <param name="standsAlone">See <see cref="StandsAlone"/>.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>; or it is no age.</exception>
    public void Admit(Space space, District? district, int? minimumAge, bool standsAlone, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));
        RefusedException.ThrowIf(minimumAge is < 1 or > OldestAge ? BudgetRefusals.NoSuchAge : null);

        (DistrictId, MinimumAge, StandsAlone) = (district?.Id, minimumAge, standsAlone);
    }

    /// <summary>Decides whether ballots come with permits; see <see cref="ByPermit"/>.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>.</exception>
    public void AskForPermits(Space space, bool byPermit, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));

        ByPermit = byPermit;
    }

    /// <summary>A share as large as the dearest project pays for anything, so no share is ever raised beyond it.</summary>
    private static Refusal? WhyNotRaise(ICountingRule rule, long dearest, string? field) =>
        rule is EqualShares shares
        && shares.Completion != Completion.None
        && shares.Increment.InFractionsOfUnits(Money.Decimals) * EqualShares.MostIncrements < dearest
            ? BudgetRefusals.IncrementTooSmall with { Field = field }
            : null;

    /// <exception cref="RefusedException">
    /// See <see cref="WhyNotChange"/>; or the cost is not above zero or takes more steps than the rule may make, there is no
    /// title, or a lot was drawn among the projects there are.
    /// </exception>
    public Project Add(Space space, ProjectText text, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now) ?? WhyNotChangeProjects);
        RefusedException.ThrowIf(text.WhyNot() ?? WhyNotRaise(Rules.Named(Rule), text.CostMinor, "Cost"));

        var project = new Project(this, _projects.Count == 0 ? 1 : _projects.Max(p => p.Number) + 1, text);
        _projects.Add(project);
        return project;
    }

    /// <exception cref="RefusedException">
    /// See <see cref="Project.IsVotedOnAs"/> and, for what is, <see cref="WhyNotChange"/>; or the cost takes more steps than the
    /// rule may make.
    /// </exception>
    public void Change(Project project, Space space, ProjectText text, DateTimeOffset now)
    {
        RefusedException.ThrowIf(text.WhyNot());
        if (!project.IsVotedOnAs(text))
        {
            RefusedException.ThrowIf(WhyNotChange(space, now) ?? WhyNotRaise(Rules.Named(Rule), text.CostMinor, "Cost"));
        }

        project.Change(text);
    }

    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>; or a lot was drawn among the projects there are.</exception>
    public void Remove(Project project, Space space, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now) ?? WhyNotChangeProjects);

        _projects.Remove(project);
        Groups = [.. Groups.Select(g => g.Without(project.Number)).OfType<ProjectGroup>()];
    }

    /// <summary>Who knows the lot could choose numbers that win.</summary>
    private Refusal? WhyNotChangeProjects => LotSeed is null ? null : BudgetRefusals.LotIsDrawn;

    /// <summary>When the voting time is over for good: the end of the last phase that opens it. Null while none is planned.</summary>
    public DateTimeOffset? VotingEnds(Space space) => VotingPhases(space).LastOrDefault()?.EndsAt;

    /// <summary>The phases of the space that open this vote. One held again waits for a phase of its own.</summary>
    internal IEnumerable<Phase> VotingPhases(Space space) =>
        space.Phases.Where(p => p.Acts.HasFlag(Acts.Vote) && (RepeatsId is null || p.StartsAt > CreatedAt));

    private Refusal WhyNotVoteAgainYet(Space space) =>
        VotingPhases(space).FirstOrDefault() is { } next ? SpaceRefusals.NotYetOpen(Acts.Vote, next.StartsAt) : BudgetRefusals.NoVotePlanned;

    /// <summary>
    /// When voting ended for those who vote: with its time, though the seal came a moment after, or once papers were in.
    /// Null until nobody can vote any more.
    /// </summary>
    public DateTimeOffset? EndedAt(Space space)
    {
        var shut = OnlineEndedAt ?? ClosedAt;

        return VotingEnds(space) is { } end && end < shut ? end : shut;
    }

    public Refusal? WhyNotClose(Space space, DateTimeOffset now) =>
        !IsOver(space, now) ? BudgetRefusals.VotingNotOver : AwaitsPaper ? PollingRefusals.PaperAwaited : null;

    /// <summary>Seals the ballot box. Doing it again changes nothing.</summary>
    /// <exception cref="RefusedException">The voting time is not over; see <see cref="WhyNotClose"/>.</exception>
    public void Close(Space space, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotClose(space, now));
        if (ClosedAt is null)
        {
            ClosedAt = now;
            Record(new VoteClosed(Id, SpaceId), now);
        }
    }

    /// <param name="space">Where it takes place.</param>
    /// <param name="commission">Of this vote, which is fixed with them; null where it has none.</param>
    /// <param name="now">When.</param>
    public Refusal? WhyNotPublishRules(Space space, Commission? commission, DateTimeOffset now) =>
        WhyNotChange(space, now)
        ?? (_projects.Count == 0 ? BudgetRefusals.NoProjects
            : VotingEnds(space) is null ? BudgetRefusals.NoVotePlanned
            : commission is { Members.Count: > 0, IsComplete: false } ? CommissionRefusals.KeysMissing
            : null);

    /// <summary>Fixes all that decides the vote, so that everyone can read it before voting begins.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotPublishRules"/>.</exception>
    public void PublishRules(Space space, Commission? commission, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotPublishRules(space, commission, now));

        RulesPublishedAt = now;
    }

    /// <summary>Decides whether the result waits for the council.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>.</exception>
    public void AwaitSignature(Space space, bool awaits, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));

        AwaitsSignature = awaits;
    }

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
        new(AmountMinor, [.. Projects.Select(p => new Candidate(p.Key, p.CostMinor))], FormOfCount, ballots)
        {
            Decimals = Money.Decimals,
            MaxLength = MaxChoices,
            MinimumScore = MinimumScore,
            Groups = [.. Groups.Select(g => new Group(PositionsOf(p => g.Projects.Contains(p.Number)), g.Most))],
            Reserved = [.. ReservesWithProjects.Select(r => new ReservedPart(r.Name, r.AmountMinor, PositionsOf(r.IsFor)))],
            Lot = LotOrder,
        };

    private List<int> PositionsOf(Func<Project, bool> which) => [.. Projects.Index().Where(p => which(p.Item)).Select(p => p.Index)];

    /// <summary>Works out what a result tells beyond who was chosen.</summary>
    /// <param name="outcome">Of the election that <see cref="ToElection"/> gives; its ballots are read again several times.</param>
    public Explanation Explain(Outcome outcome) => Explanation.Of(outcome, CountedProjects);

    /// <summary>Shows what was counted to everyone. Doing it again changes nothing.</summary>
    /// <param name="outcome">Of the election that <see cref="ToElection"/> gives, by <see cref="Rule"/>.</param>
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
    /// <param name="form">How its ballots were filled in.</param>
    /// <param name="maxChoices">See <see cref="MaxChoices"/>.</param>
    /// <param name="minimumScore">See <see cref="MinimumScore"/>.</param>
    /// <param name="rule">The rule by which we count it.</param>
    /// <param name="fileHash">See <see cref="FileHash"/>.</param>
    internal void WasHeldElsewhere(BallotForm form, int? maxChoices, long minimumScore, string rule, string fileHash)
    {
        Form = form;
        MaxChoices = maxChoices;
        MinimumScore = minimumScore;
        Rule = rule;
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

    /// <summary>Takes a project of an election held elsewhere, by the id it had there.</summary>
    internal void Take(ProjectText text, string code)
    {
        var project = new Project(this, _projects.Count + 1, text);
        project.WasCalled(code);
        _projects.Add(project);
    }

    /// <summary>In the order of the election's candidates.</summary>
    public IReadOnlyList<CountedProject> CountedProjects =>
        [.. Projects.Select(p => new CountedProject(p.Number, p.DistrictId?.ToString() ?? (FileHash is null ? null : p.Address)))];

    private Tally.BallotForm FormOfCount => Form switch
    {
        BallotForm.Cumulative => Tally.BallotForm.Cumulative,
        BallotForm.Ranking => Tally.BallotForm.Ordinal,
        BallotForm.ChooseOne => Tally.BallotForm.ChooseOne,
        BallotForm.Scoring => Tally.BallotForm.Scoring,
        _ => Tally.BallotForm.Approval,
    };
}
