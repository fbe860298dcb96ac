using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>Filling in a ballot, by people of every kind, without JavaScript.</summary>
public sealed class BallotJourneyTests(Postgres postgres) : TownTests(postgres)
{
    private string _vote = "";

    protected override Task ArrangeAsync()
    {
        _vote = $"/budgets/{World.Budget.Number}/vote";

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_ballot_is_chosen_read_again_cast_and_kept()
    {
        var page = await App.Browse(World.Neighbour).OpenAsync($"/budgets/{World.Budget.Number}");
        Assert.Contains("Choisir mes projets", page.Words, StringComparison.Ordinal);

        page = await page.Browser.OpenAsync(_vote);
        Assert.Contains("Il vous reste 100 000 €", page.Text("left"), StringComparison.Ordinal);

        page = await page.PressAsync("Recalculer", ("Projects", "1"), ("Projects", "4"));
        Assert.Contains("Il vous reste 30 000 €", page.Text("left"), StringComparison.Ordinal);
        Assert.Contains("Il manque 20 000 € pour ce projet.", page.Words, StringComparison.Ordinal);
        Assert.Empty(await BallotsAsync());

        page = await page.PressAsync("Relire mon bulletin");
        Assert.Equal(("70 000 €", "30 000 €"), (page.Text("total"), page.Text("unused")));
        Assert.Empty(await BallotsAsync());

        page = await page.PressAsync("Déposer mon bulletin");
        Assert.Equal(200, page.Status);
        Assert.Contains("Merci, votre bulletin est dans l’urne", page.Words, StringComparison.Ordinal);
        Assert.Contains("Verger", page.Words, StringComparison.Ordinal);
        Assert.Contains("Kiosque", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Bancs", page.Words, StringComparison.Ordinal);
        var ballot = Assert.Single(await BallotsAsync());
        Assert.Equal([1, 4], ballot.Projects.Order());
    }

    [Fact]
    public async Task The_receipt_proves_the_ballot_and_its_code_is_found_in_the_public_log()
    {
        var page = await CastInBrowserAsync(World.Neighbour, "1");

        var kept = JsonDocument.Parse(page.Document.QuerySelector("[data-receipt]")!.GetAttribute("data-receipt")!).RootElement;
        var receipt = Receipt.Read(Encoding.UTF8.GetBytes(kept.GetProperty("receipt").GetRawText()));
        var opening = Opening.Read(CanonicalJson.Of(kept.GetProperty("opening")));
        Assert.True(receipt.IsSound((await App.WithAsync<BallotLog, LogState?>(log => log.ReadAsync(World.Budget.Id)))!.Manifest));
        Assert.Equal(opening.Commitment, receipt.Leaf.Commitment);
        Assert.Equal(Tracker.Of(receipt.Leaf.Commitment), page.Text("tracker"));

        var board = await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}/board?code={page.Text("tracker").ToLowerInvariant()}");
        Assert.Equal("Ce bulletin est dans le registre, à la place 1.", board.Text("found"));
        Assert.Equal("2", board.Text("entries"));
    }

    [Fact]
    public async Task A_ballot_is_changed_until_the_close_by_whoever_has_its_receipt()
    {
        var first = await CastInBrowserAsync(World.Neighbour, "1");
        var page = await App.Browse(World.Neighbour).OpenAsync(_vote);
        page = await page.PressAsync("Relire mon bulletin", ("Projects", "3"));

        var refused = await page.PressAsync("Déposer mon bulletin");
        Assert.Equal(409, refused.Status);
        Assert.Contains("Pour changer votre bulletin, il faut votre reçu.", refused.Words, StringComparison.Ordinal);

        var byFile = await page.PressAsync("Déposer mon bulletin", new Attachment("Receipt", "recu.json", Encoding.UTF8.GetBytes(first.Document.QuerySelector("[data-receipt]")!.GetAttribute("data-receipt")!)));
        Assert.Contains("Merci, votre bulletin est dans l’urne", byFile.Words, StringComparison.Ordinal);
        Assert.Equal("3", string.Join(',', (await BallotsAsync()).Single().Projects));

        page = await (await App.Browse(World.Neighbour).OpenAsync(_vote)).PressAsync("Relire mon bulletin", ("Projects", "2"));
        await page.PressAsync("Déposer mon bulletin", ("Secret", byFile.Text("secret")));
        Assert.Equal("2", string.Join(',', (await BallotsAsync()).Single().Projects));

        page = await (await App.Browse(World.Neighbour).OpenAsync(_vote)).PressAsync("Relire mon bulletin", ("Projects", "1"));
        Assert.Contains("Aucun bulletin ne peut être changé avec ce code.", (await page.PressAsync("Déposer mon bulletin", ("Secret", byFile.Text("secret")))).Words, StringComparison.Ordinal);
        Assert.Contains("Ce n’est ni un reçu ni un code de changement.", (await page.PressAsync("Déposer mon bulletin", ("Secret", "abc"))).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_ballot_with_one_receipt()
    {
        var review = await (await App.Browse(World.Neighbour).OpenAsync(_vote)).PressAsync("Relire mon bulletin", ("Projects", "1"));

        var first = await review.PressAsync("Déposer mon bulletin");
        var second = await review.PressAsync("Déposer mon bulletin");

        Assert.Equal((200, first.Text("tracker")), (second.Status, second.Text("tracker")));
        Assert.Single(await BallotsAsync());
    }

    [Fact]
    public async Task From_the_review_one_goes_back_with_the_choice()
    {
        var page = await App.Browse(World.Neighbour).OpenAsync(_vote);
        page = await page.PressAsync("Relire mon bulletin", ("Projects", "2"), ("Projects", "3"));

        page = await page.PressAsync("Changer mes choix");

        Assert.Equal(["2", "3"], Ticked(page));
    }

    [Fact]
    public async Task A_choice_above_the_amount_is_kept_and_told_by_how_much()
    {
        var page = await App.Browse(World.Neighbour).OpenAsync(_vote);

        page = await page.PressAsync("Relire mon bulletin", ("Projects", "1"), ("Projects", "3"));

        Assert.Equal(409, page.Status);
        Assert.Contains("Votre choix dépasse le budget de 10 000 €.", page.Document.QuerySelector(".error-summary")!.TextContent.Replace('\u202f', ' ').Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(["1", "3"], Ticked(page));
        Assert.Contains("10 000 € de trop", page.Text("left"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_chosen_is_no_ballot()
    {
        var page = await App.Browse(World.Neighbour).OpenAsync(_vote);

        page = await page.PressAsync("Relire mon bulletin");

        Assert.Equal(409, page.Status);
        Assert.Contains("Choisissez au moins un projet.", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projects_come_in_an_order_of_each_voters_own_that_stays()
    {
        var mine = Order(await App.Browse(World.Neighbour).OpenAsync(_vote));

        Assert.Equal(mine, Order(await App.Browse(World.Neighbour).OpenAsync(_vote)));
        var others = await Task.WhenAll(new[] { World.Author, World.Council, World.Moderator }.Select(async p => Order(await App.Browse(p).OpenAsync(_vote))));
        Assert.Contains(others, order => !order.SequenceEqual(mine));
    }

    [Theory]
    [InlineData("visitor", "sign-in")]
    [InlineData("stranger", "Faites d’abord vérifier")]
    [InlineData("author", null)]
    [InlineData("neighbour", null)]
    [InlineData("moderator", null)]
    [InlineData("council", null)]
    public async Task Verified_residents_vote_and_nobody_else(string who, string? refusal)
    {
        var browser = App.Browse(PersonCalled(who));

        foreach (var path in new[] { _vote, $"{_vote}/cast" })
        {
            var page = await SendAsync(browser, path, 1);
            Assert.Equal(refusal is null ? 200 : refusal == "sign-in" ? page.Status : 409, page.Status);
            if (refusal == "sign-in")
            {
                Assert.StartsWith("/sign-in", page.Path, StringComparison.Ordinal);
            }
            else if (refusal is not null)
            {
                Assert.Contains(refusal, page.Words, StringComparison.Ordinal);
            }
        }

        Assert.Equal(refusal is null ? 1 : 0, (await BallotsAsync()).Count);
    }

    [Theory]
    [InlineData(-1, "Le vote ouvre le")]
    [InlineData(30, "Le vote est clos depuis le")]
    public async Task Outside_the_voting_time_the_page_says_when(int days, string reason)
    {
        await App.WithDbAsync(db => db.Phases.ExecuteUpdateAsync(p => p
            .SetProperty(x => x.StartsAt, x => x.StartsAt.AddDays(-days))
            .SetProperty(x => x.EndsAt, x => x.EndsAt.AddDays(-days))));
        var browser = App.Browse(World.Neighbour);

        var page = await browser.OpenAsync(_vote);
        Assert.Contains(reason, page.Words, StringComparison.Ordinal);
        Assert.False(page.Offers("Relire mon bulletin"));

        page = await SendAsync(browser, $"{_vote}/cast", 1);
        Assert.Equal(409, page.Status);
        Assert.Contains(reason, page.Words, StringComparison.Ordinal);
        Assert.Empty(await BallotsAsync());
    }

    [Fact]
    public async Task Afterwards_one_is_told_that_one_voted_and_nobody_is_told_what()
    {
        await CastInBrowserAsync(World.Neighbour, "1");

        var done = await App.Browse(World.Neighbour).OpenAsync($"{_vote}/done");
        Assert.Contains("Vous avez voté", done.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Verger", done.Words, StringComparison.Ordinal);
        Assert.Empty(Ticked(await App.Browse(World.Neighbour).OpenAsync(_vote)));
        Assert.Equal($"/budgets/{World.Budget.Number}", (await App.Browse(World.Author).OpenAsync($"{_vote}/done")).Path);
        Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync($"{_vote}/done")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_that_is_not_there_or_not_shown_is_not_found()
    {
        Assert.Equal(404, (await App.Browse().OpenAsync("/budgets/999")).Status);
        Assert.Equal(404, (await App.Browse().OpenAsync($"/projects/{World.Budget.Number}/999")).Status);
        await App.WithDbAsync(db => db.Spaces.ExecuteUpdateAsync(s => s.SetProperty(x => x.PublishedAt, (DateTimeOffset?)null)));

        foreach (var path in new[] { "", "/vote", "/vote/done", "/results", "/results.csv", "/results.json", "/ballots.pb", "/points", "/board", "/board/head", "/board/manifest", "/board/leaves", "/bundle", "/verify" })
        {
            Assert.Equal(404, (await App.Browse(World.Neighbour).OpenAsync($"/budgets/{World.Budget.Number}{path}")).Status);
        }

        Assert.Equal(200, (await App.Browse(World.Council).OpenAsync($"/budgets/{World.Budget.Number}")).Status);
    }

    [Fact]
    public async Task Two_tabs_at_once_leave_one_ballot()
    {
        var browsers = Enumerable.Range(0, 6).Select(_ => App.Browse(World.Neighbour)).ToList();
        var tokens = await Task.WhenAll(browsers.Select(TokenAsync));

        var pages = await Task.WhenAll(browsers.Zip(tokens).Select(tab => Task.Run(() => SendAsync(tab.First, $"{_vote}/cast", tab.Second, 1))));

        Assert.Single(await BallotsAsync());
        Assert.All(pages, page => Assert.True(page.Status is 200 or 409, $"{page.Status}"));
    }

    [Theory]
    [InlineData("{1,3}", "a_ballot_stays_within_the_amount")]
    [InlineData("{1,1}", "a_ballot_names_projects_of_its_budget")]
    [InlineData("{9}", "a_ballot_names_projects_of_its_budget")]
    public async Task The_database_takes_no_ballot_that_the_rules_refuse(string projects, string constraint)
    {
        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        await using var insert = new NpgsqlCommand($"insert into ballots (budget_id, projects) select id, '{projects}' from budgets", connection);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => insert.ExecuteNonQueryAsync());

        Assert.Equal(constraint, refused.ConstraintName);
    }

    private Person? PersonCalled(string who) => who switch
    {
        "visitor" => null,
        "stranger" => World.Stranger,
        "author" => World.Author,
        "moderator" => World.Moderator,
        "council" => World.Council,
        _ => World.Neighbour,
    };

    private async Task<Page> SendAsync(Browser browser, string path, params int[] projects) => await SendAsync(browser, path, await TokenAsync(browser), projects);

    private static async Task<Page> SendAsync(Browser browser, string path, string token, params int[] projects) => await Page.ReadAsync(
        await browser.Http.PostAsync(path, new FormUrlEncodedContent(
            projects.Select(n => KeyValuePair.Create("Projects", $"{n}")).Append(KeyValuePair.Create("__RequestVerificationToken", token)))),
        browser);

    /// <summary>From the button to sign out, which stands on every page of a person.</summary>
    private async Task<string> TokenAsync(Browser browser) =>
        (await browser.OpenAsync($"/budgets/{World.Budget.Number}")).Document.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";

    private static IEnumerable<string> Ticked(Page page) => page.Document.QuerySelectorAll("input[name=Projects][checked]").Select(i => i.GetAttribute("value")!).Order();

    private static List<string> Order(Page page) => [.. page.Document.QuerySelectorAll("input[name=Projects]").Select(i => i.GetAttribute("value")!)];

    private async Task<Page> CastInBrowserAsync(Person person, params string[] projects)
    {
        var page = await App.Browse(person).OpenAsync(_vote);
        page = await page.PressAsync("Relire mon bulletin", [.. projects.Select(n => ("Projects", n))]);

        return await page.PressAsync("Déposer mon bulletin");
    }

    private Task<List<Ballot>> BallotsAsync() => App.WithDbAsync(db => db.Ballots.AsNoTracking().ToListAsync());
}
