using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Participation.App.Tests.Support;
using Participation.Pabulib;
using Participation.Tally;
using Participation.Web.Live;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>What can be read of the votes: nothing but the turnout before the result is published, and all of it after.</summary>
public sealed class ResultPagesTests(Postgres postgres) : TownTests(postgres)
{
    private static readonly string[] Files = ["results.csv", "results.json", "ballots.pb"];

    private string _budget = "";

    protected override async Task ArrangeAsync()
    {
        _budget = $"/budgets/{World.Budget.Number}";
        await App.CastAsync(World, World.Author, 1, 2);
        await App.CastAsync(World, World.Neighbour, 1, 4);
        await App.CastAsync(World, World.Council, 3, 4);
        await App.PumpAsync();
    }

    [Fact]
    public async Task While_people_vote_the_pages_tell_the_turnout_and_no_votes()
    {
        var page = await OpenAsync(_budget);

        Assert.Equal("3 personnes ont voté", page.Text("turnout"));
        foreach (var read in new[] { page, await OpenAsync($"/projects/{World.Budget.Number}/1"), await OpenAsync("/results"), await OpenAsync("/") })
        {
            Assert.DoesNotContain(" voix", read.Words, StringComparison.Ordinal);
            Assert.DoesNotContain("Retenu", read.Words, StringComparison.Ordinal);
        }

        Assert.Equal(_budget, (await OpenAsync($"{_budget}/results")).Path);
    }

    [Fact]
    public async Task While_people_vote_there_are_no_files_and_points_tell_no_winners()
    {
        foreach (var file in Files)
        {
            Assert.Equal(404, (await OpenAsync($"{_budget}/{file}")).Status);
        }

        var points = await TextAsync($"{_budget}/points");
        Assert.Contains("Verger", points, StringComparison.Ordinal);
        Assert.DoesNotContain("good", points, StringComparison.Ordinal);
        Assert.DoesNotContain("votes", points, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Between_the_seal_and_the_publication_nothing_more_is_told()
    {
        App.Clock.Advance(TimeSpan.FromDays(30));
        await App.ClosingAsync(closing => closing.SealAsync(World.Budget.Id, App.Clock.GetUtcNow()));

        Assert.DoesNotContain(" voix", (await OpenAsync(_budget)).Words, StringComparison.Ordinal);
        foreach (var file in Files)
        {
            Assert.Equal(404, (await OpenAsync($"{_budget}/{file}")).Status);
        }
    }

    [Fact]
    public async Task Listeners_hear_the_turnout_and_nothing_else()
    {
        await using var scope = App.Get<IServiceScopeFactory>().CreateAsyncScope();
        var subjects = scope.ServiceProvider.GetRequiredService<Subjects>();

        var numbers = await subjects.NumbersAsync([$"budget:{World.Budget.Id}"], null, CancellationToken.None);

        Assert.Equal(new Dictionary<string, int> { ["turnout"] = 3 }, Assert.Single(numbers).Value);
    }

    [Fact]
    public async Task A_council_may_show_votes_early()
    {
        await App.WithDbAsync(db => db.Budgets.ExecuteUpdateAsync(b => b.SetProperty(x => x.ShowsTalliesEarly, true)));

        var page = await OpenAsync(_budget);

        Assert.Equal(["2 voix", "1 voix", "1 voix", "2 voix"], page.Document.QuerySelectorAll("[data-testid=votes-so-far]").Select(e => e.TextContent.Trim()));
    }

    [Fact]
    public async Task The_result_tells_what_was_chosen_what_was_not_and_why()
    {
        await CloseAsync();

        var page = await OpenAsync($"{_budget}/results");

        Assert.Equal(["4", "1", "2"], page.Document.QuerySelectorAll("[data-testid=won]").Select(e => e.GetAttribute("data-code")));
        Assert.Contains("3 projets retenus, 100 000 € engagés", page.Words, StringComparison.Ordinal);
        Assert.Equal(("3", "3 sur 4", "100 000 €", "0 €"), (page.Text("ballots"), page.Text("chosen-of"), page.Text("spent"), page.Text("left")));
        Assert.Contains("Non retenu", page.Text("row-3"), StringComparison.Ordinal);
        Assert.Contains("Il restait 0 €, il en fallait 50 000 €.", page.Text("row-3"), StringComparison.Ordinal);
        Assert.Contains("1 voix, 33 %", page.Words, StringComparison.Ordinal);
        Assert.Contains("Part des 3 bulletins", page.Words, StringComparison.Ordinal);
        Assert.Contains("soit 75 % des 4 habitants vérifiés", page.Words, StringComparison.Ordinal);
        Assert.Contains("À égalité : Kiosque, Verger. Ils sont pris du moins cher au plus cher.", page.Words, StringComparison.Ordinal);
        Assert.Contains("le projet le moins cher passe devant", page.Words, StringComparison.Ordinal);
        Assert.Null(page.Find("decided-otherwise"));
        Assert.NotNull(page.Document.QuerySelector("meta[property='og:description']"));
    }

    [Fact]
    public async Task English_readers_get_the_result_in_English()
    {
        await CloseAsync();

        var page = await App.Browse(language: "en").OpenAsync($"{_budget}/results");

        Assert.Contains("3 projects chosen, €100,000 committed", page.Words, StringComparison.Ordinal);
        Assert.Contains("€0 was left, and it needed €50,000.", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_result_tells_in_which_order_what_would_have_changed_it_and_what_voters_got()
    {
        await CloseAsync();

        var page = await OpenAsync($"{_budget}/results");

        Assert.Equal(["1. Kiosque", "2. Verger", "3. Bancs"], page.Document.QuerySelectorAll("[data-testid=order] tbody th").Select(e => e.TextContent.Trim()));
        Assert.Contains("Retenu avec 1 voix de plus, ou s’il avait coûté 29 999,99 € au plus.", page.Words, StringComparison.Ordinal);
        Assert.Equal("3 votants sur 3 (100 %) ont au moins un de leurs projets retenu.", page.Text("served"));
        Assert.Equal(["0", "1", "2"], page.Document.QuerySelectorAll("#got ~ details tbody th").Select(e => e.TextContent.Trim()));
        Assert.Equal(["0", "1", "2"], page.Document.QuerySelectorAll("#got ~ details tbody td:nth-child(2)").Select(e => e.TextContent.Trim()));
    }

    [Fact]
    public async Task The_result_stands_beside_those_of_other_rules()
    {
        await CloseAsync();

        var page = await OpenAsync($"{_budget}/results");

        Assert.Equal(
            ["A. Les plus choisis d’abord", "B. Les plus choisis pour leur coût", "C. Parts égales"],
            page.Document.QuerySelectorAll("[data-testid=rules] tbody tr th > span").Select(e => e.ChildNodes[0].TextContent.Trim()));
        Assert.Contains("Règle de ce vote", page.Document.QuerySelector("[data-testid=rules] tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(4, page.Document.QuerySelectorAll("[data-testid=matrix] tbody tr").Length);
        Assert.Null(page.Find("spread"));
    }

    [Fact]
    public async Task Under_equal_shares_it_tells_who_paid_for_what()
    {
        await using var app = await Support.App.StartAsync(Postgres);
        var world = await World.InAsync(app);
        await app.WithDbAsync(db => db.Budgets.ExecuteUpdateAsync(b => b.SetProperty(x => x.Terms.Rule, "equal-shares utility=cost completion=none then=greedy")));
        await app.CastAsync(world, world.Author, 1, 2);
        await app.CastAsync(world, world.Neighbour, 1, 4);
        await app.CastAsync(world, world.Council, 3, 4);
        await CloseAsync(app, world);

        var page = await app.Browse().OpenAsync($"{_budget}/results");

        Assert.Equal("Chaque votant disposait de 33 333,33 €.", page.Text("share"));
        Assert.Contains("2 votants ont payé chacun 5 000 €.", page.Text("order"), StringComparison.Ordinal);
        Assert.Contains("Payé avec l’argent restant, d’après les voix.", page.Text("order"), StringComparison.Ordinal);
        Assert.Contains("environ", page.Document.QuerySelector("#lost")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Each voter had €33,333.33 to spend.", (await app.Browse(language: "en").OpenAsync($"{_budget}/results")).Words, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(await app.Browse().Http.GetStringAsync($"{_budget}/results.json"));
        var payments = json.RootElement.GetProperty("explanation").GetProperty("payments");
        Assert.Equal(("10000000/3", 4, "500000"), (payments.GetProperty("purse").GetString(), payments.GetProperty("rounds")[0].GetProperty("project").GetInt32(), payments.GetProperty("rounds")[0].GetProperty("perPoint").GetString()));
    }

    [Fact]
    public async Task A_result_older_than_explanations_is_read_without_one()
    {
        await CloseAsync();
        await App.WithDbAsync(db => db.Database.ExecuteSqlAsync($"update results set explanation = null"));

        var page = await OpenAsync($"{_budget}/results");

        Assert.Equal(200, page.Status);
        Assert.Null(page.Find("rules"));
        using var json = JsonDocument.Parse(await TextAsync($"{_budget}/results.json"));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("explanation").ValueKind);
    }

    [Fact]
    public async Task A_project_tells_how_it_fared_and_how_far_it_has_come()
    {
        await CloseAsync();
        await App.WithDbAsync(db => db.Projects.Where(p => p.Number == 1).ExecuteUpdateAsync(p => p.SetProperty(x => x.Progress, Participation.Budgets.Progress.UnderWay)));

        var won = await OpenAsync($"/projects/{World.Budget.Number}/1");
        var lost = await OpenAsync($"/projects/{World.Budget.Number}/3");

        Assert.NotNull(won.Document.QuerySelector("#comments"));
        Assert.Contains("Ce projet est retenu, avec 2 voix sur 3 bulletins.", won.Words, StringComparison.Ordinal);
        Assert.Equal("En cours", won.Text("progress"));
        Assert.Contains("Il a reçu 1 voix sur 3 bulletins. Il restait 0 €, il en fallait 50 000 €.", lost.Words, StringComparison.Ordinal);
        Assert.Contains("En cours", (await OpenAsync("/results")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_leads_to_the_proposal_it_grew_from()
    {
        await App.WithDbAsync(db => db.Projects.Where(p => p.Number == 1).ExecuteUpdateAsync(p => p.SetProperty(x => x.ProposalId, World.Proposal.Id)));

        var page = await OpenAsync($"/projects/{World.Budget.Number}/1");

        Assert.Equal($"/proposals/{await App.WithDbAsync(db => db.Proposals.Select(p => p.Number).SingleAsync())}",
            page.Document.QuerySelectorAll("a").First(a => a.TextContent.Contains("Un banc au bord", StringComparison.Ordinal)).GetAttribute("href"));
    }

    [Fact]
    public async Task The_csv_opens_in_a_french_spreadsheet()
    {
        await CloseAsync();
        await App.WithDbAsync(db => db.Database.ExecuteSqlAsync($$"""update projects set title = '{"fr":"=Bancs;et \"chaises\""}', cost_minor = 3000050 where number = 2"""));

        var bytes = await App.Browse().Http.GetByteArrayAsync($"{_budget}/results.csv");

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.StartsWith("numéro;code;projet;thème;quartier;coût;monnaie;voix;points;bulletins;part;retenu;rang;", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(";retenu si coût au plus;retenu si voix en plus", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("3;;Fontaine;", StringComparison.Ordinal) && line.EndsWith(";29999,99;1", StringComparison.Ordinal));
        Assert.StartsWith("4;;Kiosque;;;10000;EUR;2;2;3;0,6667;oui;1;100000;", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("2;;\"'=Bancs;et \"\"chaises\"\"\";;;30000,5;EUR;1;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_json_has_the_result_whole()
    {
        await CloseAsync();

        using var json = JsonDocument.Parse(await TextAsync($"{_budget}/results.json"));

        var root = json.RootElement;
        Assert.Equal(("greedy", 3, 100_000m, 0m), (root.GetProperty("rule").GetString(), root.GetProperty("ballots").GetInt32(), root.GetProperty("spent").GetDecimal(), root.GetProperty("left").GetDecimal()));
        Assert.Equal(["4", "1", "2"], root.GetProperty("selected").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(4, root.GetProperty("projects").GetArrayLength());
        Assert.Equal("LowerCost", root.GetProperty("ties")[0].GetProperty("decidedBy").GetString());
    }

    [Fact]
    public async Task Anyone_counts_again_from_the_published_ballots()
    {
        await CloseAsync();
        var text = await TextAsync($"{_budget}/ballots.pb");

        var file = PabulibFile.Open(() => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
        var outcome = Rules.Named(file.Meta["rule"]).Count(file.ToElection());

        Assert.Equal(["4", "1", "2"], outcome.ChosenIds);
        Assert.Equal([[0, 1], [0, 3], [2, 3]], file.Ballots().Select(b => b.Ballot.Choices));
        Assert.Equal(["1", "2", "3"], file.Ballots().Select(b => b.VoterId));
        foreach (var person in new[] { World.Author, World.Neighbour, World.Council })
        {
            Assert.DoesNotContain(person.Id.ToString(), text, StringComparison.Ordinal);
            Assert.DoesNotContain(person.Name, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_ballots_come_whole_where_pages_of_visitors_are_kept_too()
    {
        await using var app = await Support.App.StartAsync(Postgres, web => web.UseSetting("VisitorCache", "true"));
        var world = await World.InAsync(app);
        await CloseAsync(app, world);

        Assert.Contains("VOTES\nvoter_id;vote", await app.Browse().Http.GetStringAsync($"/budgets/{world.Budget.Number}/ballots.pb"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_show_what_was_chosen_within_the_frame_of_the_map()
    {
        await CloseAsync();

        using var here = JsonDocument.Parse(await TextAsync($"{_budget}/points?bbox=5,46,6,47&zoom=12"));
        using var elsewhere = JsonDocument.Parse(await TextAsync($"{_budget}/points?bbox=1,1,2,2"));

        Assert.Equal(3, here.RootElement.GetProperty("points").EnumerateArray().Count(p => p.GetProperty("state").GetString() == "good"));
        Assert.Equal(0, elsewhere.RootElement.GetProperty("points").GetArrayLength());
        Assert.Equal(400, (await OpenAsync($"{_budget}/points?bbox=a,b")).Status);
    }

    private Task<Page> OpenAsync(string path) => App.Browse().OpenAsync(path);

    private Task<string> TextAsync(string path) => App.Browse().Http.GetStringAsync(path);

    private Task CloseAsync() => CloseAsync(App, World);

    private static async Task CloseAsync(Support.App app, World world)
    {
        app.Clock.Advance(TimeSpan.FromDays(30));
        await app.ClosingAsync(closing => closing.CloseAsync(world.Budget.Id, app.Clock.GetUtcNow()));
    }
}
