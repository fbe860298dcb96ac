using System.Text;
using Participation.App.Tests.Support;
using Xunit;

namespace Participation.App.Tests.Admin;

/// <summary>A council compares rules before it chooses one. Who is let in is told by <see cref="DoorTests"/>.</summary>
public sealed class RulesTrialTests(Postgres postgres) : TownTests(postgres)
{
    private const string Address = "/admin/rules-trial";

    private const string Town =
        """
        META
        key;value
        description;Saint-Aubin
        num_projects;3
        num_votes;4
        budget;1000
        vote_type;approval
        currency;EUR
        PROJECTS
        project_id;cost;name;district
        bench;400;A bench;Port
        lamp;700;A lamp;Port
        tree;600;A tree;Hill
        VOTES
        voter_id;vote
        1;bench,lamp
        2;lamp
        3;bench,lamp
        4;tree
        """;

    [Fact]
    public async Task A_file_is_counted_by_each_rule_and_nothing_of_it_is_kept()
    {
        var page = await TryAsync(Town, "greedy", "equal-shares utility=cost completion=add1 then=greedy");

        Assert.Equal(200, page.Status);
        Assert.Contains("4 bulletins, 3 projets, 1 000 € à répartir.", page.Words, StringComparison.Ordinal);
        Assert.Equal(2, Rows(page, "rules").Count);
        Assert.Contains("75 %", Rows(page, "rules")[0], StringComparison.Ordinal);
        Assert.Equal(["A bench", "A lamp", "A tree"], page.Document.QuerySelectorAll("[data-testid=matrix] tbody th").Select(e => e.TextContent.Trim()));
        Assert.Equal(["Non", "Oui", "Non"], page.Document.QuerySelectorAll("[data-testid=matrix] tbody td:nth-child(2)").Select(e => e.TextContent.Trim()));
        Assert.Equal(["Hill", "Port"], page.Document.QuerySelectorAll("[data-testid=spread] tbody th").Select(e => e.TextContent.Trim()));
        Assert.Equal(["Hill", "Port"], page.Document.QuerySelectorAll("[data-testid=spread-chart] dt").Select(e => e.TextContent.Trim()));
        Assert.Equal(1, await App.WithDbAsync(db => Task.FromResult(db.Budgets.Count())));
    }

    [Fact]
    public async Task A_past_vote_of_the_town_is_counted_by_another_rule()
    {
        await CloseAsync();
        var form = await App.Browse(World.Council).OpenAsync(Address);

        var page = await form.PressAsync("Comparer", ("Vote", $"{World.Budget.Number}"), ("Rules", "greedy-density"));

        Assert.Contains("Comparaison : Budget participatif", page.Words, StringComparison.Ordinal);
        Assert.Contains("Les plus choisis pour leur coût", Assert.Single(Rows(page, "rules")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task English_readers_try_rules_in_English()
    {
        var form = await App.Browse(World.Council, language: "en").OpenAsync(Address);

        var page = await form.PressAsync("Compare", File(Town), ("Rules", "greedy"));

        Assert.Contains("Most chosen first", Assert.Single(Rows(page, "rules")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_file_is_told_at_its_field_with_the_line()
    {
        var page = await TryAsync(Town.Replace("lamp;700", "lamp;many", StringComparison.Ordinal), "greedy");

        Assert.Equal(409, page.Status);
        Assert.StartsWith("Erreur : Ligne 12 :", page.ErrorAt("Upload"), StringComparison.Ordinal);
        Assert.Contains("« many »", page.ErrorAt("Upload"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vote_that_is_wrong_further_down_is_told_too() => Assert.Equal(
        "Erreur : Ligne 19 : le vote cite le projet pond, absent de la section PROJECTS.",
        (await TryAsync(Town.Replace("4;tree", "4;pond", StringComparison.Ordinal), "greedy")).ErrorAt("Upload"));

    [Fact]
    public async Task More_ballots_than_can_be_counted_while_one_waits_are_refused() => Assert.Equal(
        "Erreur : Ce vote compte 100 001 bulletins. On peut en essayer 100 000 au plus ici.",
        (await TryAsync(Town.Replace("num_votes;4", "num_votes;100001", StringComparison.Ordinal), "greedy")).ErrorAt("Upload"));

    [Fact]
    public async Task A_file_that_is_too_heavy_is_refused() => Assert.Equal(
        "Erreur : Ce fichier dépasse 20 Mo.",
        (await TryAsync(new string(' ', 20_000_001), "greedy")).ErrorAt("Upload"));

    [Fact]
    public async Task Without_ballots_or_rules_it_says_what_is_missing()
    {
        var page = await (await App.Browse(World.Council).OpenAsync(Address)).PressAsync("Comparer", ("Rules", ""));

        Assert.Equal("Erreur : Choisissez un vote passé ou un fichier.", page.ErrorAt("Upload"));
        Assert.Equal("Erreur : Cochez au moins une règle.", page.ErrorAt("Rules"));
    }

    [Fact]
    public async Task A_vote_that_is_not_published_cannot_be_tried()
    {
        var form = await App.Browse(World.Council).OpenAsync(Address);

        var page = await form.PressAsync("Comparer", ("Vote", $"{World.Budget.Number}"), ("Rules", "greedy"));

        Assert.Equal(409, page.Status);
        Assert.Null(page.Find("rules"));
    }

    private static List<string> Rows(Page page, string table) =>
        [.. page.Document.QuerySelectorAll($"[data-testid={table}] tbody tr").Select(row => row.TextContent)];

    private static Attachment File(string text) => new("Upload", "vote.pb", Encoding.UTF8.GetBytes(text));

    private async Task<Page> TryAsync(string file, params string[] rules) =>
        await (await App.Browse(World.Council).OpenAsync(Address)).PressAsync("Comparer", File(file), [.. rules.Select(rule => ("Rules", rule))]);

    private async Task CloseAsync()
    {
        foreach (var person in new[] { World.Author, World.Neighbour })
        {
            await App.CastAsync(World, person, 1, 2);
        }

        App.Clock.Advance(TimeSpan.FromDays(30));
        await App.CloseVoteAsync(World);
    }
}
