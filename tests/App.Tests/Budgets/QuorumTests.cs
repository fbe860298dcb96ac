using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.Jobs.Budgets;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>A vote in which too few took part: counted, checked and shown, and nothing is decided.</summary>
public sealed class QuorumTests(Postgres postgres) : TownTests(postgres)
{
    private string _path = "";

    protected override Task ArrangeAsync()
    {
        _path = $"/budgets/{World.Budget.Number}";

        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_result_says_so_and_no_page_calls_a_project_chosen()
    {
        await HoldAsync(quorum: 3);

        var page = await App.Browse().OpenAsync($"{_path}/results");
        Assert.Contains("Quorum non atteint : rien n’est décidé", page.Words, StringComparison.Ordinal);
        Assert.Contains("Il fallait 3 bulletins ; il y en a 2.", page.Text("quorum-missed"), StringComparison.Ordinal);
        Assert.Equal(["Verger", "Bancs"], page.Document.QuerySelectorAll("[data-testid=advisory] a").Select(a => a.TextContent));
        Assert.Equal(("0 sur 4", "0 €"), (page.Text("chosen-of"), page.Text("spent")));
        foreach (var path in new[] { $"{_path}/results", _path, "/results", $"/projects/{World.Budget.Number}/1" })
        {
            var words = (await App.Browse().OpenAsync(path)).Words;
            Assert.DoesNotContain("Retenu ", words, StringComparison.Ordinal);
            Assert.DoesNotContain("est retenu,", words, StringComparison.Ordinal);
        }

        using var json = JsonDocument.Parse(await (await App.Browse().Http.GetAsync($"{_path}/results.json")).Content.ReadAsStringAsync());
        Assert.Equal((3, false, 0), (json.RootElement.GetProperty("quorum").GetInt32(), json.RootElement.GetProperty("binding").GetBoolean(), json.RootElement.GetProperty("selected").GetArrayLength()));
    }

    [Fact]
    public async Task Where_nobody_voted_the_page_says_so_and_compares_nothing()
    {
        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.CloseVoteAsync(World);

        var page = await App.Browse().OpenAsync($"{_path}/results");

        Assert.Equal("Personne n’a voté : aucun projet n’est retenu", page.Document.QuerySelector("h1")!.TextContent.Replace('\u00a0', ' '));
        Assert.Empty(page.Document.QuerySelectorAll("#votes, #got, #rules, #map"));
        Assert.NotNull(page.Document.QuerySelector("#lost"));
    }

    [Fact]
    public async Task The_bundle_is_recounted_and_says_that_it_decides_nothing()
    {
        await HoldAsync(quorum: 3);

        var bytes = await (await App.Browse().Http.GetAsync($"{_path}/bundle")).Content.ReadAsByteArrayAsync();
        var checks = Verification.Of(Bundle.Open(() => new MemoryStream(bytes)));

        Assert.All(checks, check => Assert.True(check.Passed, check.Kind.ToString()));
        Assert.Equal("quorum_missed", checks.Single(c => c.Kind == CheckKind.Outcome).Unsaid);
    }

    [Fact]
    public async Task A_quorum_that_is_reached_changes_nothing()
    {
        await HoldAsync(quorum: 2);

        var page = await App.Browse().OpenAsync($"{_path}/results");

        Assert.Null(page.Find("quorum-missed"));
        Assert.Equal("2 sur 4", page.Text("chosen-of"));
    }

    [Fact]
    public async Task Letters_say_that_nothing_is_decided()
    {
        await HoldAsync(quorum: 3);

        await using var scope = App.Get<IServiceScopeFactory>().CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<TellVoters>(scope.ServiceProvider).ReactAsync(new ResultPublished(World.Budget.Id, World.Space.Id), CancellationToken.None);

        Assert.All(
            await App.WithDbAsync(db => db.Letters.AsNoTracking().ToListAsync()),
            letter => Assert.Contains("rien n’est décidé", letter.Body, StringComparison.Ordinal));
    }

    private async Task HoldAsync(int quorum)
    {
        await App.SettleAsync(World, terms => terms with { Quorum = quorum });
        await App.CastAsync(World, World.Author, 1, 2);
        await App.CastAsync(World, World.Neighbour, 1);
        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.CloseVoteAsync(World);
    }
}
