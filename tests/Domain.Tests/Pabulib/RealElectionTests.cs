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

    private static readonly Dictionary<string, string> GreedyRuleOf = new()
    {
        ["greedy"] = "greedy",
        ["greedy_no_skip"] = "greedy-no-skip",
        ["greedy_threshold"] = "greedy-threshold",
        ["greedy_no_skip_threshold"] = "greedy-no-skip-threshold",
        ["greedy_density"] = "greedy-density",
    };

    private static readonly Dictionary<string, string> SharesRuleOf = new()
    {
        ["mes_cost_none"] = "equal-shares utility=cost",
        ["mes_cost_add1"] = "equal-shares utility=cost completion=add1",
        ["mes_cost_add1_official"] = "equal-shares utility=cost completion=add1-official",
        ["mes_card_none"] = "equal-shares utility=cardinality",
        ["mes_card_add1"] = "equal-shares utility=cardinality completion=add1",
        ["mes_card_add1_official"] = "equal-shares utility=cardinality completion=add1-official",
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

        foreach (var (key, rule) in GreedyRuleOf)
        {
            if (Result(expected, key) is { } result)
            {
                AssertChosen(result, Rules.Named(rule).Count(election), file);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_city_is_counted_by_equal_shares_as_independent_programs_counted_it_to_the_last_fraction(string name)
    {
        var (file, expected) = Read(name);
        var election = file.ToElection();

        foreach (var (key, rule) in SharesRuleOf)
        {
            if (Result(expected, key) is { } shares && Result(expected, $"{key}_u") is { } completed)
            {
                var outcome = Rules.Named($"{rule} then=greedy").Count(election);

                AssertChosen(completed, outcome, file);
                AssertPaid(shares, outcome);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_no_completion_spends_stays_unspent(string name)
    {
        var (file, expected) = Read(name);

        foreach (var utility in new[] { "cost", "card" })
        {
            var outcome = Rules.Named(SharesRuleOf[$"mes_{utility}_none"]).Count(file.ToElection());

            AssertChosen(Result(expected, $"mes_{utility}_none")!.Value, outcome, file);
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

    private static void AssertChosen(JsonElement result, Outcome outcome, PabulibFile file)
    {
        Assert.Equal(Texts(result.GetProperty("order")), outcome.ChosenIds);
        Assert.Equal(Texts(result.GetProperty("winners")), outcome.ChosenIds.Order(StringComparer.Ordinal));
        Assert.Equal(Amount(result.GetProperty("cost")), outcome.Election.AmountOf(outcome.Spent));
        AssertRecorded(result, outcome, file);
    }

    /// <summary>What was paid for before the rest was spent on the others.</summary>
    private static void AssertPaid(JsonElement result, Outcome outcome)
    {
        var candidates = outcome.Election.Candidates;
        var payments = outcome.Payments!;
        Assert.Equal(Texts(result.GetProperty("order")), payments.Rounds.Select(round => candidates[round.Candidate].Id));
        Assert.Equal(result.GetProperty("per_voter_final").GetString(), outcome.Election.AmountOf(payments.PerVoter).ToString());
        Assert.Equal(result.GetProperty("increments").GetInt64(), payments.Increments);

        if (result.TryGetProperty("rounds", out var rounds))
        {
            Assert.Equal(
                rounds.EnumerateArray().Select(round => (round.GetProperty("project").GetString()!, round.GetProperty("payment_per_utility_point").GetString()!)),
                payments.Rounds.Select(round => (candidates[round.Candidate].Id, outcome.Election.AmountOf(round.PerPoint).ToString())));
        }
    }

    private static void AssertRecorded(JsonElement result, Outcome outcome, PabulibFile file)
    {
        if (result.TryGetProperty("equals_recorded", out var equals))
        {
            var recorded = file.Projects.Where(project => project.Selected == true).Select(project => project.Id);

            Assert.Equal(equals.GetBoolean(), recorded.ToHashSet().SetEquals(outcome.ChosenIds));
        }
    }

    /// <returns>Null where there is none, or the independent program ran out of time.</returns>
    private static JsonElement? Result(JsonElement expected, string key) =>
        expected.GetProperty("results").TryGetProperty(key, out var result) && result.TryGetProperty("order", out _) ? result : null;

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
