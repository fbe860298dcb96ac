using System.Text.Json.Serialization;
using Participation.Tally;

namespace Participation.Budgets;

/// <summary>What a rule gives on the ballots of an election; side by side with others it shows what a rule does.</summary>
/// <param name="Rule">Its canonical text.</param>
/// <param name="SpentMinor">In units of the election.</param>
/// <param name="Chosen">Numbers of projects, in the order of funding.</param>
/// <param name="Voters">At each number of chosen projects that a voter gave points, from zero up, how many voters got so many.</param>
/// <param name="Districts">Every district that a project belongs to, those that got nothing too, the whole town last.</param>
public sealed record RuleResult(string Rule, long SpentMinor, int[] Chosen, long[] Voters, IReadOnlyList<DistrictShare> Districts)
{
    /// <summary>Every ballot, the empty ones too.</summary>
    [JsonIgnore]
    public long Turnout => Voters.Sum();

    /// <summary>Voters with at least one chosen project.</summary>
    [JsonIgnore]
    public long Served => Voters.Skip(1).Sum();

    /// <summary>Of all voters, those with at least one chosen project: 0 to 1.</summary>
    [JsonIgnore]
    public double ShareServed => Turnout == 0 ? 0 : Served / (double)Turnout;

    /// <summary>Chosen projects that a voter gave points.</summary>
    [JsonIgnore]
    public double Average => Turnout == 0 ? 0 : Voters.Index().Sum(pair => pair.Index * pair.Item) / (double)Turnout;

    /// <summary>Districts, the whole town not among them, with at least one chosen project.</summary>
    [JsonIgnore]
    public int DistrictsServed => Districts.Count(d => d is { District: not null, Chosen: > 0 });

    /// <summary>Reads the ballots once, keeping none.</summary>
    public static RuleResult Of(Outcome outcome, IReadOnlyList<CountedProject> projects)
    {
        var chosen = outcome.Chosen.Select(c => projects[c].Number).ToArray();
        var districts = outcome.Election.Candidates.Index()
            .GroupBy(pair => projects[pair.Index].District)
            .Select(district => new DistrictShare(
                district.Key,
                district.Count(),
                district.Count(pair => outcome.Chosen.Contains(pair.Index)),
                district.Where(pair => outcome.Chosen.Contains(pair.Index)).Sum(pair => pair.Item.Cost)))
            .OrderBy(district => district.District is null)
            .ThenBy(district => district.District, StringComparer.Ordinal);

        return new RuleResult(outcome.Rule, outcome.Spent, chosen, [.. Satisfaction.Of(outcome).Voters], [.. districts]);
    }

    /// <returns>Null where the rule would raise shares too often to be worked out.</returns>
    public static RuleResult? By(ICountingRule rule, Election election, IReadOnlyList<CountedProject> projects)
    {
        try
        {
            return Of(rule.Count(election), projects);
        }
        catch (TooManyIncrementsException)
        {
            return null;
        }
    }
}

/// <summary>What the projects of a district got.</summary>
/// <param name="District">As in <see cref="CountedProject"/>.</param>
/// <param name="Projects">How many there were.</param>
/// <param name="Chosen">How many of them were chosen.</param>
/// <param name="SpentMinor">On these.</param>
public sealed record DistrictShare(string? District, int Projects, int Chosen, long SpentMinor);
