using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Web.Commands;
using Xunit;

namespace Participation.App.Tests.Budgets;

public sealed class ImportTests(Postgres postgres) : IAsyncLifetime, IDisposable
{
    private const string Town =
        """
        META
        key;value
        description;Budget of Saint-Aubin
        unit;Saint-Aubin
        instance;2024
        num_projects;4
        num_votes;4
        budget;1000.50
        vote_type;approval
        date_begin;01.03.2024
        date_end;15.03.2024
        language;en
        currency;EUR
        PROJECTS
        project_id;cost;name;category;district;selected;latitude;longitude
        bench;400.50;A bench;Nature;Port;1;46.5;5.1
        lamp;700;A lamp;Nature;Port;1;;
        tree;600.00;A tree;;Port;0;;
        pond;5000;A pond;;;0;;
        VOTES
        voter_id;vote
        1;bench,tree
        2;bench,lamp
        3;bench,lamp
        4;tree

        """;

    /// <summary>Most points take the square and all the money; points for the money take the other two.</summary>
    private const string Square =
        """
        META
        key;value
        description;Budget of Saint-Aubin
        num_projects;3
        num_votes;5
        budget;60
        vote_type;approval
        date_begin;01.03.2024
        date_end;15.03.2024
        language;en
        currency;EUR
        PROJECTS
        project_id;cost;name;latitude;longitude
        square;60;A square;46.5;5.1
        bench;20;A bench;46.5;5.2
        lamp;20;A lamp;46.6;5.1
        VOTES
        voter_id;vote
        1;square
        2;square
        3;square
        4;bench,lamp
        5;bench,lamp

        """;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.pb");
    private Support.App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        await File.WriteAllTextAsync(_path, Town);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public void Dispose() => File.Delete(_path);

    public static TheoryData<string> RealElections =>
    [
        "France_Toulouse_2019", "France_Toulouse_2022", "Hungary_Budapest_2025_VIII_Jozsefvaros", "Netherlands_Assen_2024",
        "Poland_Gdansk_2020_Brzezno", "Poland_Katowice_2021_Dab", "Poland_Warszawa_2025_Wesola", "Switzerland_Zurich_S5D10", "Switzerland_Zurich_S5R",
        "US_Stanford_Dataset_2022_Jersey_City_Ward_B_vote_knapsacks", "US_Stanford_Dataset_Merced_Peoples_Budget_Ballot_2019_vote_rankings",
    ];

    [Theory]
    [MemberData(nameof(RealElections))]
    public async Task The_page_of_a_real_election_shows_the_winners_that_independent_programs_found(string name)
    {
        var folder = SharedData();
        Assert.SkipUnless(folder is not null, "There is no shared/data/pabulib beside the repository.");
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "expected", $"{name}.json")));
        var greedy = expected.RootElement.GetProperty("results").GetProperty("greedy");

        var (code, output, error) = await RunAsync("pabulib", Path.Combine(folder, $"{name}.pb"));

        Assert.Equal((0, ""), (code, error));
        var page = await _app.Browse().OpenAsync(output.Split("Result: ")[1].Trim());
        Assert.Equal(
            greedy.GetProperty("order").EnumerateArray().Select(e => e.ToString()),
            page.Document.QuerySelectorAll("[data-testid=won]").Select(e => e.GetAttribute("data-code")));
        Assert.Equal(expected.RootElement.GetProperty("num_votes").GetInt64(), await _app.WithDbAsync(db => db.Ballots.LongCountAsync()));
        if (greedy.TryGetProperty("equals_recorded", out var equals) && equals.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            Assert.Equal(!equals.GetBoolean(), page.Find("decided-otherwise") is not null);
        }
    }

    [Fact]
    public async Task An_election_comes_in_with_its_projects_dates_places_and_ballots()
    {
        var (code, output, _) = await RunAsync("pabulib", _path);

        Assert.Equal(0, code);
        Assert.Contains("Imported “Budget of Saint-Aubin, 2024”: 4 ballots, 4 projects, 2 chosen.", output, StringComparison.Ordinal);
        var budget = await _app.WithDbAsync(db => db.Budgets.AsNoTracking().SingleAsync());
        Assert.Equal((1000_50L, 4, "Saint-Aubin"), (budget.AmountMinor, budget.Turnout, budget.DecidedOtherwise));
        Assert.Equal(new DateTimeOffset(2024, 3, 15, 23, 0, 0, TimeSpan.Zero), budget.ClosedAt);
        var space = await _app.WithDbAsync(db => db.Spaces.AsSplitQuery().SingleAsync());
        Assert.Equal(("budget-of-saint-aubin-2024", new DateTimeOffset(2024, 2, 29, 23, 0, 0, TimeSpan.Zero)), (space.Slug, space.Phases.Single().StartsAt));
        Assert.Equal(["Nature", "Port"], space.Categories.Select(c => c.Name.In("en")));
        var bench = await _app.WithDbAsync(db => db.Projects.SingleAsync(p => p.Code == "bench"));
        Assert.Equal((400_50L, new Participation.Places.Place(5.1, 46.5)), (bench.CostMinor, bench.Place));

        var page = await _app.Browse().OpenAsync($"/budgets/{budget.Number}/results");
        Assert.Contains("A lamp", page.Text("decided-otherwise"), StringComparison.Ordinal);
        Assert.Contains("La ville a décidé autrement", page.Words, StringComparison.Ordinal);
        Assert.Contains("Et avec une autre règle ?", page.Words, StringComparison.Ordinal);
        Assert.Equal(["Port", "Toute la commune"], page.Document.QuerySelectorAll("[data-testid=spread] tbody th").Select(e => e.TextContent.Trim()));
        Assert.Equal(["Port", "Toute la commune"], page.Document.QuerySelectorAll("[data-testid=spread-chart] dt").Select(e => e.TextContent.Trim()));
        Assert.Contains("Budget of Saint-Aubin", (await _app.Browse().OpenAsync("/results")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_of_a_result_shows_what_another_rule_would_choose_where_one_asks_for_it()
    {
        await File.WriteAllTextAsync(_path, Square);
        await RunAsync("pabulib", _path);
        var budget = $"/budgets/{await _app.WithDbAsync(db => db.Budgets.Select(b => b.Number).SingleAsync())}";

        Assert.Equal(["A square"], await OnMapAsync(""));
        Assert.Equal(["A bench", "A lamp"], await OnMapAsync("?rule=B"));
        Assert.Equal(["A square"], await OnMapAsync("?rule=Z"));

        var page = await _app.Browse().OpenAsync($"{budget}/results?rule=B");
        Assert.Equal("B. Les plus choisis pour leur coût", page.Document.QuerySelector("#map ~ div nav [aria-current]")!.TextContent.Trim());
        Assert.Contains("Ce n’est pas le résultat du vote.", page.Text("on-map"), StringComparison.Ordinal);
        Assert.Equal($"{budget}/points?rule=B", page.Document.QuerySelector("#map ~ div .map")!.GetAttribute("data-points-url"));
        Assert.Contains("C’est la règle de ce vote.", (await _app.Browse().OpenAsync($"{budget}/results")).Text("on-map"), StringComparison.Ordinal);

        async Task<IEnumerable<string?>> OnMapAsync(string query)
        {
            using var points = JsonDocument.Parse(await _app.Browse().Http.GetStringAsync($"{budget}/points{query}"));

            return [.. points.RootElement.GetProperty("points").EnumerateArray()
                .Where(point => point.GetProperty("state").GetString() == "good")
                .Select(point => point.GetProperty("title").GetString())
                .Order()];
        }
    }

    [Fact]
    public async Task Whole_amounts_are_spent_whole()
    {
        await File.WriteAllTextAsync(_path, Town.Replace("1000.50", "1000", StringComparison.Ordinal).Replace("400.50", "400", StringComparison.Ordinal).Replace("600.00", "600", StringComparison.Ordinal));

        await RunAsync("pabulib", _path);

        Assert.Equal(1000_00L, await _app.WithDbAsync(db => db.Budgets.Select(b => b.Result!.SpentMinor).SingleAsync()));
    }

    [Fact]
    public async Task Space_title_and_rule_can_be_chosen()
    {
        var (code, _, _) = await RunAsync("pabulib", _path, "--space", "saint-aubin", "--title", "Saint-Aubin vote", "--rule", "greedy-no-skip");

        Assert.Equal(0, code);
        var budget = await _app.WithDbAsync(db => db.Budgets.AsNoTracking().SingleAsync());
        Assert.Equal(("Saint-Aubin vote", "greedy-no-skip"), (budget.Title.In("en"), budget.Terms.Rule));
        Assert.True(await _app.WithDbAsync(db => db.Spaces.AnyAsync(s => s.Slug == "saint-aubin")));
    }

    [Fact]
    public async Task A_file_comes_in_once()
    {
        await RunAsync("pabulib", _path);

        var (code, output, error) = await RunAsync("pabulib", _path);

        Assert.Equal((1, "", "import: This file has already been imported."), (code, output, error.TrimEnd()));
        Assert.Equal(4, await _app.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    [Fact]
    public async Task Two_who_import_one_file_at_once_bring_it_in_once()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => RunAsync("pabulib", _path, "--space", $"space-{i}"))));

        Assert.Single(both, run => run.Code == 0);
        Assert.All(both.Where(run => run.Code != 0), run => Assert.Equal("import: This file has already been imported.", run.Error.TrimEnd()));
        Assert.Equal((1, 4), (await _app.WithDbAsync(db => db.Spaces.CountAsync()), await _app.WithDbAsync(db => db.Ballots.CountAsync())));
    }

    [Theory]
    [InlineData("4;tree", "4;house", "import: Line 25: the vote names project house, which is not in the section PROJECTS.")]
    [InlineData("num_votes;4", "num_votes;5", "import: Line 26: META announces 5 votes, and the section VOTES has 4.")]
    [InlineData("tree;600.00", "tree;600.001", "import: An amount has more than two decimals, and cannot be taken over exactly.")]
    public async Task A_file_that_cannot_be_taken_gets_one_line_and_leaves_nothing(string found, string put, string sentence)
    {
        await File.WriteAllTextAsync(_path, Town.Replace(found, put, StringComparison.Ordinal));

        var (code, output, error) = await RunAsync("pabulib", _path);

        Assert.Equal((1, "", sentence), (code, output, error.TrimEnd()));
        Assert.Equal((0, 0), (await _app.WithDbAsync(db => db.Spaces.CountAsync()), await _app.WithDbAsync(db => db.Budgets.CountAsync())));
    }

    [Fact]
    public async Task An_address_that_is_taken_is_refused()
    {
        await World.InAsync(_app);

        var (code, _, error) = await RunAsync("pabulib", _path, "--space", "quartier");

        Assert.Equal((1, 1), (code, await _app.WithDbAsync(db => db.Spaces.CountAsync())));
        Assert.StartsWith("import: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Only Pabulib files can be imported.")]
    [InlineData("Only Pabulib files can be imported.", "decidim", "FILE")]
    [InlineData("Which file?", "pabulib")]
    [InlineData("There is no option “--spce”.", "pabulib", "FILE", "--spce")]
    [InlineData("--space needs a word after it.", "pabulib", "FILE", "--space")]
    [InlineData("One file at a time.", "pabulib", "FILE", "other.pb")]
    [InlineData("There is no rule “fairest”.", "pabulib", "FILE", "--rule", "fairest")]
    public async Task What_is_not_understood_gets_one_line_and_the_exit_code_2(string sentence, params string[] args)
    {
        var (code, output, error) = await RunAsync([.. args.Select(arg => arg == "FILE" ? _path : arg)]);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"import: {sentence}", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await Import.RunAsync([.. args, $"--ConnectionStrings:Participation={_app.Connection}"], output, error);

        return (code, output.ToString(), error.ToString());
    }

    private static string? SharedData([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var data = Path.Combine(folder, "shared", "data", "pabulib");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}
