using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Browser.Tests.Support;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Participation.People;
using Participation.Spaces;
using Participation.Texts;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Participation.Browser.Tests.Budgets;

/// <summary>Two members of an election commission with their keys in their browsers, and nowhere else.</summary>
public class CommissionTests(Postgres postgres, Chromium chromium) : IAsyncLifetime
{
    private const string Password = "une phrase de passe";
    private const string Passphrase = "cheval agrafe pile correcte";

    private ServedTown _town = null!;
    private Space _space = null!;
    private Budget _budget = null!;

    private string Work => $"/budgets/{_budget.Number}/commission/work";

    public async ValueTask InitializeAsync()
    {
        _town = ServedTown.Start(await postgres.CopyAsync());
        var now = _town.Clock.GetUtcNow();
        _space = new Space("quartier", LocalizedText.Of("Mon quartier", "My neighbourhood"), now);
        _space.Plan(LocalizedText.Of("Vote"), LocalizedText.Empty, now.AddDays(1), now.AddDays(30), Acts.Vote, now);
        _space.Publish(now);
        await _town.SaveAsync(_space);
        _budget = new Budget(_space, LocalizedText.Of("Budget participatif"), new Money(100_000_00, "EUR"), now);
        _budget.Add(_space, new ProjectText(LocalizedText.Of("Verger"), 60_000_00), now);
        _budget.Add(_space, new ProjectText(LocalizedText.Of("Bancs"), 30_000_00), now);
        await _town.SaveAsync(_budget);
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task They_make_keys_open_the_envelopes_of_one_voter_and_sign_that_her_last_ballot_is_void()
    {
        var now = _town.Clock.GetUtcNow();
        var (ama, bo, voter, council) = (await JoinAsync("ama"), await JoinAsync("bo"), new Person("Vera", now), new Person("Cléo", now));
        council.Appoint(Role.Council, null, now);
        voter.Verify(now);
        await _town.SaveAsync(voter, council);
        var commission = new Commission(_budget);
        commission.Appoint(_budget, _space, ama, council, now);
        commission.Appoint(_budget, _space, bo, council, now);
        await _town.SaveAsync(commission);

        var (amas, bos) = (await SignInAsync("ama"), await SignInAsync("bo"));
        foreach (var page in new[] { amas, bos })
        {
            await page.GotoAsync(Work);
            Assert.Empty((await page.RunAxe()).Violations);
            await page.GetByLabel("Phrase secrète").FillAsync(Passphrase);
            await page.GetByLabel("La même phrase").FillAsync("une tout autre phrase");
            await page.GetByRole(AriaRole.Button, new() { Name = "Faire mes clés" }).ClickAsync();
            await Expect(page.GetByText("Les deux phrases ne sont pas les mêmes.")).ToBeVisibleAsync();
            await page.GetByLabel("La même phrase").FillAsync(Passphrase);
            await page.GetByRole(AriaRole.Button, new() { Name = "Faire mes clés" }).ClickAsync();
            await Expect(page.GetByText("Vos clés sont faites.")).ToBeVisibleAsync();
        }

        _town.Clock.Advance(TimeSpan.FromDays(2));
        await _town.WithAsync<BallotBox>(async box =>
        {
            var time = _town.Clock.GetUtcNow();
            var first = await box.CastAsync(_budget, _space, voter, [1], Digest.Random(), time);
            await box.ReplaceAsync(_budget, _space, voter, [2], Digest.Random(), first.Opening.ChangeSecret, time);
        });
        await _town.WithAsync<Voiding>(voiding => voiding.AskAsync(_budget, [voter.Id], VoidReason.LostReceipt, council, _town.Clock.GetUtcNow()));

        await amas.GotoAsync(Work);
        Assert.Empty((await amas.RunAxe()).Violations);
        await amas.GetByLabel("Votre phrase secrète").FillAsync("pas la bonne phrase");
        await amas.GetByRole(AriaRole.Button, new() { Name = "Traiter ma part" }).ClickAsync();
        await Expect(amas.GetByText("Rien n’a été envoyé.")).ToBeVisibleAsync();
        await DoPartAsync(amas);
        await bos.RouteAsync("**/board/leaves*", route => route.AbortAsync());
        await PressAsync(bos);
        await Expect(bos.GetByText("Le registre ne répond pas")).ToBeVisibleAsync();
        await bos.UnrouteAsync("**/board/leaves*");
        await DoPartAsync(bos);
        Assert.Equal(1, await BallotsAsync());
        await DoPartAsync(amas);

        Assert.Equal(0, await BallotsAsync());
        Assert.Equal(0, await _town.WithAsync<ParticipationDb, int>(db => db.Roll.CountAsync()));
        await amas.GotoAsync($"/budgets/{_budget.Number}/commission");
        await Expect(amas.GetByTestId("voided")).ToContainTextAsync("reçu perdu");
    }

    private async Task DoPartAsync(IPage page)
    {
        await PressAsync(page);
        await Expect(page.GetByLabel("Votre phrase secrète")).ToHaveCountAsync(0);
    }

    private async Task PressAsync(IPage page)
    {
        await page.GotoAsync(Work);
        await page.GetByLabel("Votre phrase secrète").FillAsync(Passphrase);
        await page.GetByRole(AriaRole.Button, new() { Name = "Traiter ma part" }).ClickAsync();
    }

    private Task<int> BallotsAsync() => _town.WithAsync<ParticipationDb, int>(db => db.Ballots.CountAsync());

    private async Task<Person> JoinAsync(string name)
    {
        var person = new Person(name, _town.Clock.GetUtcNow());
        await _town.JoinAsync(person, $"{name}@exemple.fr", Password);
        return person;
    }

    private async Task<IPage> SignInAsync(string name)
    {
        var page = await (await chromium.OpenAsync(_town.Address)).NewPageAsync();
        await page.SignInAsync($"{name}@exemple.fr", Password);

        return page;
    }
}
