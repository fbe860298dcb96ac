using Participation.Board;
using Participation.Tally;

namespace Participation.Budgets;

/// <summary>
/// What the council decides of a vote besides its amount, projects and district: how ballots are filled in and counted, who
/// casts them, what is published. All of it is settled together and changes no more once the rules are published.
/// </summary>
/// <remarks>
/// Whether the terms make sense in themselves, <see cref="WhyNot"/> knows; whether they go with amount and projects, the
/// budget. The district stays with the budget too: no foreign key is mapped from within a value.
/// </remarks>
public sealed record VoteTerms
{
    /// <summary>What a ballot has to share out where the council does not say.</summary>
    private const int DefaultPoints = 10;

    /// <summary>The best mark where the council does not say.</summary>
    private const int DefaultMark = 5;

    private const int OldestAge = 120;

    /// <summary>A seed longer than that was not read out in public.</summary>
    private const int LongestSeed = 200;

    /// <summary>Changes with its limits: see <see cref="AskingFor"/>.</summary>
    public BallotForm Form { get; init; }

    /// <summary>How many projects a ballot must name at least; null asks for one.</summary>
    public int? MinChoices { get; init; }

    /// <summary>
    /// How many projects a ballot may name; null lets it name all. In a ranking it is what the first is worth, and null takes
    /// the longest one cast.
    /// </summary>
    public int? MaxChoices { get; init; }

    /// <summary>How much of the amount a ballot must use at least, in per cent; null where that is free.</summary>
    public int? MinShare { get; init; }

    /// <summary>How many points a ballot has to share out; null where the form has none.</summary>
    public int? Points { get; init; }

    /// <summary>The most points, or the best mark, that a ballot may give one project; null where the form has none.</summary>
    public int? MostPoints { get; init; }

    /// <summary>The counting rule, by the name it has in <c>Tally</c>.</summary>
    /// <exception cref="UnknownRuleException">No rule has this name.</exception>
    public string Rule { get; init => field = Rules.Named(value).Name; } = "greedy";

    /// <summary>What a project needs under the rules with a threshold; zero or more.</summary>
    public long MinimumScore { get; init; }

    /// <summary>How old one must be, in years, to vote: 1 to 120. Nobody's age is known here: voters say so. Null asks for no age.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>Whether who votes here votes in no other such budget of the same space.</summary>
    public bool StandsAlone { get; init; }

    /// <summary>
    /// Whether ballots come with permits that the town signed without seeing them, so that not even its server could join
    /// a person and a ballot.
    /// </summary>
    public bool ByPermit { get; init; }

    /// <summary>Whether people may vote on paper too.</summary>
    public bool TakesPaper { get; init; }

    /// <summary>
    /// Where a lot decides in which of several budgets each person votes, this budget's place in it; else null. See
    /// <see cref="DrawnBy"/>.
    /// </summary>
    public Drawing? Drawing { get; private init; }

    /// <summary>Of which projects only so many may be chosen.</summary>
    public IReadOnlyList<ProjectGroup> Groups { get; init; } = [];

    /// <summary>Parts of the amount for districts, or for categories, in the order they are counted.</summary>
    public IReadOnlyList<Reserve> Reserves { get; init; } = [];

    /// <summary>What was drawn in public to decide between equals; null where their numbers do. See <see cref="DrawnLot"/>.</summary>
    public string? LotSeed { get; init => field = value is null ? null : Spoken(value); }

    /// <summary>How many ballots it takes for the result to bind; null where any number will do.</summary>
    public int? Quorum { get; init; }

    /// <summary>Whether ballots stay closed for good, and only sums are published.</summary>
    public bool PublishesOnlySums { get; init; }

    /// <summary>Whether the result, counted, waits until someone of the council signs for it.</summary>
    public bool AwaitsSignature { get; init; }

    /// <summary>Whether more decides than amount, form and rule.</summary>
    public bool HasMoreRules => Quorum is not null || PublishesOnlySums || Groups.Count > 0 || Reserves.Count > 0 || LotSeed is not null || Drawing is not null;

    /// <summary>Whether so many ballots decide.</summary>
    public bool IsBindingAt(long ballots) => Quorum is null || ballots >= Quorum;

    /// <summary>Why no vote could be held on these terms, whatever there is to vote on; null where one could.</summary>
    public Refusal? WhyNot() =>
        MinChoices < 1 || MaxChoices < 1 || Points < 1 || MostPoints < 1 ? BudgetRefusals.LimitTooSmall
        : MinChoices > MaxChoices || MostPoints > Points ? BudgetRefusals.LeastAboveMost
        : MinShare is < 0 or > 100 ? BudgetRefusals.ShareOutOfRange
        : MinimumScore < 0 ? BudgetRefusals.LimitTooSmall
        : MinimumAge is < 1 or > OldestAge ? BudgetRefusals.NoSuchAge
        : Quorum < 1 ? BudgetRefusals.LimitTooSmall with { Field = nameof(Quorum) }
        : !Groups.All(g => g.Limits) ? BudgetRefusals.GroupLimitsNothing
        : Reserves.Any(r => r.AmountMinor <= 0) ? BudgetRefusals.AmountMissing
        : Reserves.Select(r => r.Kind).Distinct().Count() > 1 || Reserves.DistinctBy(r => r.Of).Count() < Reserves.Count ? BudgetRefusals.ReservesOverlap
        : IsNoSeed(LotSeed) || IsNoSeed(Drawing?.Seed) ? BudgetRefusals.SeedMissing
        : null;

    /// <summary>These terms with ballots filled in so, and the limits of no other form.</summary>
    public VoteTerms AskingFor(Form form)
    {
        var none = this with { MinChoices = null, MaxChoices = null, MinShare = null, Points = null, MostPoints = null };

        return form switch
        {
            ApprovalForm f => none with { Form = BallotForm.Approval, MinChoices = f.Min, MaxChoices = f.Max },
            CumulativeForm f => none with { Form = BallotForm.Cumulative, Points = f.Points, MostPoints = f.Most },
            RankingForm f => none with { Form = BallotForm.Ranking, MaxChoices = f.Max },
            OneForm => none with { Form = BallotForm.ChooseOne },
            ScoreForm f => none with { Form = BallotForm.Scoring, MostPoints = f.Max },
            KnapsackForm f => none with { Form = BallotForm.Knapsack, MinShare = f.Share },
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, null),
        };
    }

    /// <summary>How a ballot is filled in where there are so many projects: <see cref="Form"/> with its limits.</summary>
    public Form FormFor(int projects) => Form switch
    {
        BallotForm.Approval => new ApprovalForm(MinChoices ?? 1, MaxChoices ?? Math.Max(1, projects)),
        BallotForm.Cumulative => new CumulativeForm(Points ?? DefaultPoints, MostPoints ?? Points ?? DefaultPoints),
        BallotForm.Ranking => new RankingForm(MaxChoices ?? Math.Max(1, projects)),
        BallotForm.ChooseOne => new OneForm(),
        BallotForm.Scoring => new ScoreForm(MostPoints ?? DefaultMark),
        _ => new KnapsackForm(MinShare ?? 0),
    };

    /// <summary>These terms with a lot that decides in which of several budgets each person votes; null lets everyone vote who may.</summary>
    /// <remarks>Whoever is given one budget votes in no other of them: see <see cref="StandsAlone"/>.</remarks>
    public VoteTerms DrawnBy(Drawing? drawing) => this with
    {
        Drawing = drawing is null ? null : drawing with { Seed = Spoken(drawing.Seed) },
        StandsAlone = StandsAlone || drawing is not null,
    };

    /// <summary>These terms when the project of this number stands no more.</summary>
    internal VoteTerms Without(int project) => this with { Groups = [.. Groups.Select(g => g.Without(project)).OfType<ProjectGroup>()] };

    /// <summary>What is kept for something, in minor units. As typed, it may be more than any amount can be.</summary>
    internal decimal ReservedMinor => Reserves.Sum(r => (decimal)r.AmountMinor);

    /// <summary>
    /// Why shares cannot be raised far enough for what costs so much. A share as large as the dearest project pays for
    /// anything, so none is ever raised beyond it.
    /// </summary>
    /// <param name="dearest">In minor units.</param>
    /// <param name="field">What was typed: the increment, or what is too dear for it.</param>
    internal Refusal? WhyNotRaise(long dearest, string? field) =>
        Rules.Named(Rule) is EqualShares shares
        && shares.Completion != Completion.None
        && shares.Increment.InFractionsOfUnits(Money.Decimals) * EqualShares.MostIncrements < dearest
            ? BudgetRefusals.IncrementTooSmall with { Field = field }
            : null;

    private static bool IsNoSeed(string? seed) => seed is { Length: 0 or > LongestSeed };

    /// <summary>What is hashed is what was read out: one space between words, and one way to write each letter.</summary>
    private static string Spoken(string seed) => string.Join(' ', seed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Normalize();
}
