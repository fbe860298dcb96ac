using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>A result that waits for the council's signature.</summary>
public sealed class CeremonyTests(Postgres postgres) : IAsyncLifetime
{
    private const string Sign = "Signer et publier";

    private Support.App _app = null!;
    private World _world = null!;

    private string Path => $"/admin/budgets/{_world.Budget.Number}/ceremony";

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _world = await World.InAsync(_app);
        await _app.SettleAsync(_world, terms => terms with { AwaitsSignature = true });
        await _app.CastAsync(_world, _world.Author, 1);
        await _app.CastAsync(_world, _world.Neighbour, 1, 2);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_box_is_sealed_in_time_and_the_result_waits()
    {
        await EndAsync();

        var budget = await _app.BudgetAsync(_world);
        Assert.NotNull(budget.ClosedAt);
        Assert.False(budget.IsPublished);
        Assert.Empty(await _app.WithDbAsync(db => db.Results.ToListAsync()));
        Assert.Empty(await DueAsync());
        var page = await _app.Browse(_world.Neighbour).OpenAsync($"/budgets/{_world.Budget.Number}");
        Assert.Contains("Le résultat sera publié quand la mairie l’aura signé.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("dans un instant", page.Words, StringComparison.Ordinal);
        Assert.Equal($"/budgets/{_world.Budget.Number}", (await page.Browser.OpenAsync($"/budgets/{_world.Budget.Number}/results")).Path);
    }

    [Fact]
    public async Task The_council_signs_and_the_result_is_published()
    {
        await EndAsync();
        var page = await _app.Browse(_world.Council).OpenAsync(Path);
        page = await page.PressAsync(Sign);
        Assert.Contains("par Cléo", page.Words, StringComparison.Ordinal);
        Assert.False(page.Offers(Sign));
        Assert.Contains("a signé le résultat", (await page.Browser.OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);

        Assert.Equal([_world.Budget.Id], await DueAsync());
        await _app.CloseVoteAsync(_world);

        Assert.True((await _app.BudgetAsync(_world)).IsPublished);
        Assert.Equal(200, (await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}/results")).Status);
    }

    [Fact]
    public async Task Nobody_signs_before_the_box_is_sealed_or_twice()
    {
        var early = await _app.Browse(_world.Council).OpenAsync(Path);
        Assert.False(early.Offers(Sign));

        await EndAsync();
        var (one, two) = (await _app.Browse(_world.Council).OpenAsync(Path), await _app.Browse(_world.Council).OpenAsync(Path));
        await one.PressAsync(Sign);

        Assert.Equal(409, (await two.PressAsync(Sign)).Status);
    }

    [Fact]
    public async Task Signing_is_the_councils()
    {
        await EndAsync();

        Assert.StartsWith("/sign-in", (await _app.Browse().OpenAsync(Path)).Path, StringComparison.Ordinal);
        foreach (var person in new Person[] { _world.Stranger, _world.Neighbour, _world.Moderator })
        {
            Assert.Equal(403, (await _app.Browse(person).OpenAsync(Path)).Status);
            Assert.Equal(PersonRefusals.CouncilOnly, (await _app.BudgetAsync(_world)).WhyNotSign(person, null));
        }
    }

    [Fact]
    public async Task What_is_not_signed_is_not_published_by_any_way()
    {
        await EndAsync();

        var refused = await Assert.ThrowsAsync<RefusedException>(() => _app.WithDbAsync(async db =>
        {
            var budget = await db.Budgets.WithProjects().SingleAsync();
            budget.Publish(Participation.Tally.Rules.Named(budget.Terms.Rule).Count(budget.ToElection([])), _app.Clock.GetUtcNow());
            return 0;
        }));
        Assert.Equal(BudgetRefusals.NotSigned, refused.Refusal);
    }

    private async Task EndAsync()
    {
        _app.Clock.Advance(TimeSpan.FromDays(31));
        await _app.CloseVoteAsync(_world);
    }

    private Task<List<Guid>> DueAsync() => _app.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(_app.Clock.GetUtcNow()));
}
