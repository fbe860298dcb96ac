using System.Globalization;
using System.Text.Json;
using Participation.Domain.Tests.Support;
using Participation.Pabulib;
using Participation.Tally;
using Xunit;

namespace Participation.Domain.Tests.Pabulib;

/// <summary>Real elections, with results that independent programs found. They are no part of the project.</summary>
public class RealElectionTests
{
    private const string Absent = "absent";

    private static readonly Dictionary<string, string> RuleOf = new()
    {
        ["greedy"] = "greedy",
        ["greedy_no_skip"] = "greedy-no-skip",
        ["greedy_threshold"] = "greedy-threshold",
        ["greedy_no_skip_threshold"] = "greedy-no-skip-threshold",
    };

    public static TheoryData<string> Files => SharedData.Folder("pabulib") is { } folder
        ? [.. Directory.EnumerateFiles(folder, "*.pb").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)]
        : [Absent];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_city_is_counted_as_independent_programs_counted_it(string name)
    {
        var (file, expected) = Read(name);
        var election = file.ToElection();

        foreach (var (key, rule) in RuleOf)
        {
            if (expected.GetProperty("results").TryGetProperty(key, out var result))
            {
                var outcome = Rules.Named(rule).Count(election);

                Assert.Equal(Texts(result.GetProperty("order")), outcome.ChosenIds);
                Assert.Equal(Texts(result.GetProperty("winners")), outcome.ChosenIds.Order(StringComparer.Ordinal));
                Assert.Equal(Amount(result.GetProperty("cost")), election.AmountOf(outcome.Spent));
                AssertRecorded(result, outcome, file);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_citys_scores_and_votes_are_those_that_independent_programs_found(string name)
    {
        var (file, expected) = Read(name);

        var scores = Scores.Of(file.ToElection());

        Assert.Equal(Amount(expected.GetProperty("budget")), file.Budget);
        Assert.Equal(expected.GetProperty("num_votes").GetInt64(), scores.Ballots);
        Assert.Equal(Numbers(expected.GetProperty("score_of_project")), ById(file, scores.PointsOf));
        Assert.Equal(Numbers(expected.GetProperty("votes_of_project")), ById(file, scores.VotesOf));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_city_written_again_reads_the_same(string name)
    {
        var (file, _) = Read(name);

        PabulibWriterTests.AssertSame(file, PabulibFiles.Open(PabulibWriterTests.Written(file.Meta, file.Projects, file.Ballots())));
    }

    private static void AssertRecorded(JsonElement result, Outcome outcome, PabulibFile file)
    {
        if (result.TryGetProperty("equals_recorded", out var equals))
        {
            var recorded = file.Projects.Where(project => project.Selected == true).Select(project => project.Id);

            Assert.Equal(equals.GetBoolean(), recorded.ToHashSet().SetEquals(outcome.ChosenIds));
        }
    }

    private static (PabulibFile File, JsonElement Expected) Read(string name)
    {
        var folder = SharedData.Require("pabulib");
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected", $"{name}.json")));

        return (PabulibFile.Open(Path.Combine(folder, $"{name}.pb")), expected.RootElement.Clone());
    }

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(element => element.GetString()!);

    private static SortedDictionary<string, long> Numbers(JsonElement byId) =>
        new(byId.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetInt64()), StringComparer.Ordinal);

    private static SortedDictionary<string, long> ById(PabulibFile file, Func<int, long> number) =>
        new(Enumerable.Range(0, file.Projects.Count).ToDictionary(project => file.Projects[project].Id, number), StringComparer.Ordinal);

    // A whole number, or a fraction such as "133175111/100" whose second part is a power of ten.
    private static ExactAmount Amount(JsonElement element)
    {
        var parts = element.ToString().Split('/');
        var decimals = parts.Length == 1 ? 0 : parts[1].Length - 1;

        return new ExactAmount(long.Parse(parts[0], CultureInfo.InvariantCulture), decimals);
    }
}
