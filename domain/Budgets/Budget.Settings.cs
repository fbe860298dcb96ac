using Participation.Spaces;
using Participation.Tally;

namespace Participation.Budgets;

/// <content>What decides a vote besides amount, form and rule. None of it changes once the rules are published.</content>
public partial class Budget
{
    /// <summary>A seed longer than that was not read out in public.</summary>
    private const int LongestSeed = 200;

    /// <summary>Where a lot decides in which of several budgets each person votes, this budget's place in it; else null.</summary>
    public Drawing? Drawing { get; private set; }

    /// <summary>Of which projects only so many may be chosen.</summary>
    public IReadOnlyList<ProjectGroup> Groups { get; private set; } = [];

    /// <summary>Parts of the amount for districts, or for categories, in the order they are counted.</summary>
    public IReadOnlyList<Reserve> Reserves { get; private set; } = [];

    /// <summary>What was drawn in public to decide between equals; null where their numbers do. See <see cref="DrawnLot"/>.</summary>
    public string? LotSeed { get; private set; }

    /// <summary>How many ballots it takes for the result to bind; null where any number will do.</summary>
    public int? Quorum { get; private set; }

    /// <summary>Whether ballots stay closed for good, and only sums are published.</summary>
    public bool PublishesOnlySums { get; private set; }

    /// <summary>Whether voters are shown one project at a time, until they would rather see all.</summary>
    public bool ShowsOneByOne { get; private set; }

    /// <summary>Whether more decides than amount, form and rule.</summary>
    public bool HasMoreRules => Quorum is not null || PublishesOnlySums || Groups.Count > 0 || Reserves.Count > 0 || LotSeed is not null || Drawing is not null;

    /// <summary>False where a result was counted from fewer ballots than the quorum: it is shown, and decides nothing.</summary>
    public bool IsBinding => Result is null || IsBindingAt(Result.Ballots);

    /// <summary>Whether so many ballots decide.</summary>
    public bool IsBindingAt(long ballots) => Quorum is null || ballots >= Quorum;

    /// <summary>Decides in which of several budgets each person votes, by lot; null lets everyone vote who may.</summary>
    /// <remarks>Whoever is given one budget votes in no other of them: see <see cref="StandsAlone"/>.</remarks>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>; or nothing was drawn.</exception>
    public void AssignByLot(Space space, Drawing? drawing, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));
        RefusedException.ThrowIf(drawing is null ? null : WhyNotSeed(drawing.Seed));

        Drawing = drawing is null ? null : drawing with { Seed = Spoken(drawing.Seed) };
        StandsAlone |= drawing is not null;
    }

    /// <summary>Decides of which projects only so many may be chosen.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>; or one names a project that does not stand, or keeps nothing from being chosen.</exception>
    public void Group(Space space, IReadOnlyList<ProjectGroup> groups, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));
        RefusedException.ThrowIf(groups.All(g => g.Limits && g.Projects.All(n => _projects.Exists(p => p.Number == n))) ? null : BudgetRefusals.GroupLimitsNothing);

        Groups = groups;
    }

    /// <summary>Decides which parts of the amount belong to districts, or to categories, first.</summary>
    /// <exception cref="RefusedException">
    /// See <see cref="WhyNotChange"/>; or a part is not above zero, two are for the same, some are for districts and others
    /// for categories, or together they exceed the amount.
    /// </exception>
    public void Reserve(Space space, IReadOnlyList<Reserve> reserves, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));
        RefusedException.ThrowIf(reserves.Any(r => r.AmountMinor <= 0) ? BudgetRefusals.AmountMissing : null);
        RefusedException.ThrowIf(reserves.Select(r => r.Kind).Distinct().Count() > 1 || reserves.DistinctBy(r => r.Of).Count() < reserves.Count ? BudgetRefusals.ReservesOverlap : null);
        RefusedException.ThrowIf(reserves.Sum(r => (decimal)r.AmountMinor) > AmountMinor ? BudgetRefusals.ReservedAboveTheAmount : null);

        Reserves = reserves;
    }

    /// <summary>Lets what was drawn in public decide between equals; null undoes it.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>; or nothing was drawn, or there is nothing to draw among.</exception>
    public void DrawLot(Space space, string? seed, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));
        RefusedException.ThrowIf(seed is null ? null : _projects.Count == 0 ? BudgetRefusals.NoProjects : WhyNotSeed(seed));

        LotSeed = seed is null ? null : Spoken(seed);
    }

    /// <summary>Ids in the order of the lot; null where none was drawn.</summary>
    public IReadOnlyList<string>? LotOrder => LotSeed is null ? null : DrawnLot.Order(LotSeed, Projects.Select(p => p.Key));

    /// <summary>Decides how many ballots it takes; see <see cref="Quorum"/>.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>; or it is no number of ballots.</exception>
    public void Require(Space space, int? quorum, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));
        RefusedException.ThrowIf(quorum < 1 ? BudgetRefusals.LimitTooSmall with { Field = nameof(Quorum) } : null);

        Quorum = quorum;
    }

    /// <summary>Decides whether ballots are published, without a name, or only sums.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>.</exception>
    public void PublishOnlySums(Space space, bool onlySums, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));

        PublishesOnlySums = onlySums;
    }

    public void ShowOneByOne(bool show) => ShowsOneByOne = show;

    /// <summary>What nothing could be spent on is not kept: it stays in the common pot.</summary>
    internal IEnumerable<Reserve> ReservesWithProjects => Reserves.Where(r => _projects.Exists(r.IsFor));

    private long ReservedMinor => Reserves.Sum(r => r.AmountMinor);

    private static Refusal? WhyNotSeed(string seed) => Spoken(seed) is { Length: > 0 and <= LongestSeed } ? null : BudgetRefusals.SeedMissing;

    /// <summary>What is hashed is what was read out: one space between words, and one way to write each letter.</summary>
    private static string Spoken(string seed) => string.Join(' ', seed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Normalize();
}
