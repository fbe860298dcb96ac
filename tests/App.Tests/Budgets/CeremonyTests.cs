using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>A result that waits for the council's signature.</summary>
public sealed class CeremonyTests(Postgres postgres) : TownTests(postgres)
{
    private const string Sign = "Signer et publier";

    private string Path => $"/admin/budgets/{World.Budget.Number}/ceremony";

    protected override async Task ArrangeAsync()
    {
        await App.SettleAsync(World, terms => terms with { AwaitsSignature = true });
        await App.CastAsync(World, World.Author, 1);
        await App.CastAsync(World, World.Neighbour, 1, 2);
    }

    [Fact]
    public async Task The_box_is_sealed_in_time_and_the_result_waits()
    {
        await EndAsync();

        var budget = await App.BudgetAsync(World);
        Assert.NotNull(budget.ClosedAt);
        Assert.False(budget.IsPublished);
        Assert.Empty(await App.WithDbAsync(db => db.Results.ToListAsync()));
        Assert.Empty(await DueAsync());
        var page = await App.Browse(World.Neighbour).OpenAsync($"/budgets/{World.Budget.Number}");
        Assert.Contains("Le résultat sera publié quand la mairie l’aura signé.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("dans un instant", page.Words, StringComparison.Ordinal);
        Assert.Equal($"/budgets/{World.Budget.Number}", (await page.Browser.OpenAsync($"/budgets/{World.Budget.Number}/results")).Path);
    }

    [Fact]
    public async Task The_council_signs_and_the_result_is_published()
    {
        await EndAsync();
        var page = await App.Browse(World.Council).OpenAsync(Path);
        page = await page.PressAsync(Sign);
        Assert.Contains("par Cléo", page.Words, StringComparison.Ordinal);
        Assert.False(page.Offers(Sign));
        Assert.Contains("a signé le résultat", (await page.Browser.OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);

        Assert.Equal([World.Budget.Id], await DueAsync());
        await App.CloseVoteAsync(World);

        Assert.True((await App.BudgetAsync(World)).IsPublished);
        Assert.Equal(200, (await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}/results")).Status);
    }

    [Fact]
    public async Task Nobody_signs_before_the_box_is_sealed_or_twice()
    {
        var early = await App.Browse(World.Council).OpenAsync(Path);
        Assert.False(early.Offers(Sign));

        await EndAsync();
        var (one, two) = (await App.Browse(World.Council).OpenAsync(Path), await App.Browse(World.Council).OpenAsync(Path));
        await one.PressAsync(Sign);

        Assert.Equal(409, (await two.PressAsync(Sign)).Status);
    }

    [Fact]
    public async Task Signing_is_the_councils()
    {
        await EndAsync();

        Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync(Path)).Path, StringComparison.Ordinal);
        foreach (var person in new Person[] { World.Stranger, World.Neighbour, World.Moderator })
        {
            Assert.Equal(403, (await App.Browse(person).OpenAsync(Path)).Status);
            Assert.Equal(PersonRefusals.CouncilOnly, (await App.BudgetAsync(World)).WhyNotSign(person, null));
        }
    }

    [Fact]
    public async Task What_is_not_signed_is_not_published_by_any_way()
    {
        await EndAsync();

        var refused = await Assert.ThrowsAsync<RefusedException>(() => App.WithDbAsync(async db =>
        {
            var budget = await db.Budgets.WithProjects().SingleAsync();
            budget.Publish(Participation.Tally.Rules.Named(budget.Terms.Rule).Count(budget.ToElection([])), App.Clock.GetUtcNow());
            return 0;
        }));
        Assert.Equal(BudgetRefusals.NotSigned, refused.Refusal);
    }

    private async Task EndAsync()
    {
        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.CloseVoteAsync(World);
    }

    private Task<List<Guid>> DueAsync() => App.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(App.Clock.GetUtcNow()));
}
