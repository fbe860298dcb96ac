using System.Globalization;
using Participation.Budgets;
using Participation.Texts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>The same ballots counted by several rules, ready to be read. Drawn by <c>Budgets/_SideBySide.cshtml</c>.</summary>
/// <param name="Rules">Each gets a letter, in this order.</param>
/// <param name="Projects">By number.</param>
/// <param name="Currency">Of all amounts, which are minor units of it.</param>
/// <param name="Own">The first is the rule of the vote itself.</param>
public sealed record SideBySide(IReadOnlyList<RuleResult> Rules, IReadOnlyList<SideProject> Projects, string Currency, bool Own)
{
    /// <summary>What districts are called; null for none.</summary>
    public required Func<string, string?> DistrictName { get; init; }

    /// <summary>Whether projects belong to districts at all.</summary>
    public bool HasDistricts => Rules[0].Districts.Any(d => d.District is not null);

    /// <summary>The districts by name, the whole town last and without one, each with its position among those of every rule.</summary>
    public IEnumerable<(int Position, string? Name)> Districts => Rules[0].Districts.Index()
        .Select(pair => (pair.Index, pair.Item.District is { } district ? DistrictName(district) ?? district : null))
        .OrderBy(pair => pair.Item2 is null)
        .ThenBy(pair => pair.Item2, StringComparer.CurrentCulture);

    public int DistrictCount => Rules[0].Districts.Count(d => d.District is not null);

    /// <summary>So few that a column for each fits on a phone.</summary>
    public bool AreFew => Rules.Count <= 4;

    /// <summary>The most that a rule spends on a district or the whole town; one where nothing is spent at all.</summary>
    public long MostSpent => Math.Max(1, Rules.SelectMany(rule => rule.Districts).Max(district => district.SpentMinor));

    /// <summary>A, B, C and so on.</summary>
    public static string LetterOf(int rule) => ((char)('A' + rule)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Which of so many rules has this letter; the first where none has.</summary>
    public static int PositionOf(string? letter, int rules) => letter is [var only] && only - 'A' is >= 0 and var position && position < rules ? position : 0;

    public Money Money(long minor) => new(minor, Currency);

    public static SideBySide Of(Budget budget, Explanation explanation, Almanac.Page town) =>
        new(explanation.Rules, ProjectsOf(budget), budget.Currency, Own: true) { DistrictName = NamesIn(town) };

    public static IReadOnlyList<SideProject> ProjectsOf(Budget budget) =>
        [.. budget.Projects.Select(p => new SideProject(p.Number, p.Title, $"/projects/{budget.Number}/{p.Number}"))];

    /// <summary>A district is known by its id; one of an election held elsewhere by its name.</summary>
    public static Func<string, string?> NamesIn(Almanac.Page town) =>
        district => Guid.TryParse(district, out var id) ? town.District(id)?.Name : district;
}

/// <summary>A project that rules chose or did not.</summary>
/// <param name="Number">As <see cref="RuleResult.Chosen"/> has it.</param>
/// <param name="Title">In the languages it was written in.</param>
/// <param name="Address">Of its page; null where it has none.</param>
public sealed record SideProject(int Number, LocalizedText Title, string? Address);
