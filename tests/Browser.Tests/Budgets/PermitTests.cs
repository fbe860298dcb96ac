using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Participation.App.Tests.Support;
using Participation.Browser.Tests.Support;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Spaces;
using Participation.Texts;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Participation.Browser.Tests.Budgets;

/// <summary>A vote by blind permits, in a real browser: asked for by name, spent by nobody.</summary>
public class PermitTests(Postgres postgres, Chromium chromium) : IAsyncLifetime
{
    private const string Password = "une phrase de passe";

    private ServedTown _town = null!;
    private Budget _budget = null!;

    public async ValueTask InitializeAsync()
    {
        _town = ServedTown.Start(await postgres.CopyAsync());
        var now = _town.Clock.GetUtcNow();
        var space = new Space("quartier", LocalizedText.Of("Mon quartier", "My neighbourhood"), now.AddDays(-2));
        space.Plan(LocalizedText.Of("Vote"), LocalizedText.Empty, now.AddDays(-1), now.AddDays(30), Acts.Vote, now.AddDays(-2));
        space.Publish(now);
        await _town.SaveAsync(space);
        _budget = new Budget(space, LocalizedText.Of("Budget participatif"), new Money(100_000_00, "EUR"), now.AddDays(-2));
        _budget.Add(space, new ProjectText(LocalizedText.Of("Verger"), 60_000_00), now.AddDays(-2));
        _budget.Add(space, new ProjectText(LocalizedText.Of("Bancs"), 30_000_00), now.AddDays(-2));
        _budget.Settle(space, _budget.Terms with { ByPermit = true }, now.AddDays(-2));
        await _town.SaveAsync(_budget);
        foreach (var name in new[] { "ama", "bo" })
        {
            var voter = new Person(name, now);
            voter.Verify(now);
            await _town.JoinAsync(voter, $"{name}@exemple.fr", Password);
        }
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task The_ballot_leaves_without_a_cookie_its_receipt_is_checked_and_it_can_be_changed()
    {
        var page = await (await chromium.OpenAsync(_town.Address, width: 360)).NewPageAsync();
        var cookies = new ConcurrentBag<string?>();
        page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/ballot", StringComparison.Ordinal))
            {
                cookies.Add(request.Headers.GetValueOrDefault("cookie"));
            }
        };
        await page.SignInAsync("ama@exemple.fr", Password);

        await CastAsync(page, "Verger");
        var first = await page.GetByTestId("tracker").TextContentAsync();
        await CastAsync(page, "Bancs");

        Assert.NotEqual(first, await page.GetByTestId("tracker").TextContentAsync());
        Assert.Equal([null, null], cookies);
        Assert.Equal(2, await CountAsync(db => db.Leaves.Where(l => l.Commitment != null)));
        Assert.Equal(1, await CountAsync(db => db.SpentPermits));
        Assert.Equal(1, await CountAsync(db => db.Ballots));
    }

    [Fact]
    public async Task A_ballot_whose_answer_was_lost_gives_way_to_the_next_and_two_presses_send_one()
    {
        var page = await (await chromium.OpenAsync(_town.Address)).NewPageAsync();
        await page.SignInAsync("ama@exemple.fr", Password);
        var sent = 0;
        await page.RouteAsync("**/ballot", async route =>
        {
            sent++;
            await route.FetchAsync();
            await route.AbortAsync();
        });

        await ReviewAsync(page, "Verger");
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer mon bulletin" }).DblClickAsync();
        await Expect(page.GetByText("Le bulletin n’est pas parti.")).ToBeVisibleAsync();
        Assert.Equal(1, sent);
        await page.UnrouteAsync("**/ballot");
        await CastAsync(page, "Bancs");

        var ballot = await _town.WithAsync<ParticipationDb, int[]>(db => db.Ballots.Select(b => b.Projects).SingleAsync());
        Assert.Equal([2], ballot);
        Assert.Equal(1, await CountAsync(db => db.SpentPermits));
    }

    [Fact]
    public async Task Of_two_who_share_a_browser_each_changes_their_own_ballot()
    {
        var page = await (await chromium.OpenAsync(_town.Address)).NewPageAsync();
        await page.SignInAsync("ama@exemple.fr", Password);
        await CastAsync(page, "Verger");
        var amas = await page.GetByTestId("secret").InnerTextAsync();
        await page.Context.ClearCookiesAsync();
        await page.SignInAsync("bo@exemple.fr", Password);
        await CastAsync(page, "Bancs");

        await page.Context.ClearCookiesAsync();
        await page.SignInAsync("ama@exemple.fr", Password);
        await ReviewAsync(page, "Bancs");

        await Expect(page.Locator("input[name=Secret]")).ToHaveValueAsync(amas.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_town_that_does_not_answer_is_not_said_to_have_given_a_false_receipt()
    {
        var page = await (await chromium.OpenAsync(_town.Address)).NewPageAsync();
        await _town.WithAsync<ParticipationDb, int>(db => db.Budgets.ExecuteUpdateAsync(b => b.SetProperty(x => x.Terms.ByPermit, false)));
        await page.SignInAsync("ama@exemple.fr", Password);
        await page.RouteAsync("**/board/manifest", route => route.AbortAsync());

        await page.GotoAsync($"/budgets/{_budget.Number}/vote");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Verger" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Relire mon bulletin" }).ClickAsync();
        await Expect(page.Locator("[data-ballot-status]")).ToContainTextAsync("Le code de votre bulletin sera");
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer mon bulletin" }).ClickAsync();

        await Expect(page.Locator("[data-receipt-status]")).ToContainTextAsync("n’a pas pu être vérifié ici");
        await Expect(page.Locator("[data-receipt-status]")).ToContainTextAsync("gardé dans ce navigateur");
    }

    private async Task CastAsync(IPage page, string project)
    {
        await ReviewAsync(page, project);
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer mon bulletin" }).ClickAsync();
        await Expect(page.GetByTestId("tracker")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-receipt-status]")).ToContainTextAsync("vérifié");
    }

    /// <summary>Up to where the ballot's code is announced: everything is loaded then.</summary>
    private async Task ReviewAsync(IPage page, string project)
    {
        await page.GotoAsync($"/budgets/{_budget.Number}/vote");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = project }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Relire mon bulletin" }).ClickAsync();
        await Expect(page.GetByText("Votre navigateur demande un jeton")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-ballot-status]")).ToContainTextAsync("Le code de votre bulletin sera");
    }

    private Task<long> CountAsync<T>(Func<ParticipationDb, IQueryable<T>> of) => _town.WithAsync<ParticipationDb, long>(db => of(db).LongCountAsync());
}
