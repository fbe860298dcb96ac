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
        var voter = new Person("Ama", now);
        voter.Verify(now);
        await _town.SaveAsync(_budget);
        await _town.JoinAsync(voter, "ama@exemple.fr", Password);
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

    private async Task CastAsync(IPage page, string project)
    {
        await page.GotoAsync($"/budgets/{_budget.Number}/vote");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = project }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Relire mon bulletin" }).ClickAsync();
        await Expect(page.GetByText("Votre navigateur demande un jeton")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer mon bulletin" }).ClickAsync();
        await Expect(page.GetByTestId("tracker")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-receipt-status]")).ToContainTextAsync("vérifié");
    }

    private Task<long> CountAsync<T>(Func<ParticipationDb, IQueryable<T>> of) => _town.WithAsync<ParticipationDb, long>(db => of(db).LongCountAsync());
}
