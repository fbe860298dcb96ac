using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Places;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>Who may vote in which budget: by district, by age, and in one of several.</summary>
public sealed class WhoVotesTests(Postgres postgres) : TownTests(postgres)
{
    private Budget _other = null!;

    protected override async Task ArrangeAsync()
    {
        var before = World.Space.Phases[0].StartsAt.AddDays(-1);
        _other = new Budget(World.Space, LocalizedText.Of("L’autre"), new Money(100_000_00, "EUR"), before);
        _other.Add(World.Space, new ProjectText(LocalizedText.Of("Un banc"), 1_000_00), before);
        await App.SaveAsync(_other);
    }

    [Fact]
    public async Task A_district_votes_on_its_own_budget()
    {
        var district = new District("PORT", "Le Port", new GeometryFactory().ToGeometry(new NetTopologySuite.Geometries.Envelope(5, 5.2, 46.4, 46.6)));
        await App.SaveAsync(district);
        await SettleAsync(World.Budget, district, terms => terms);

        var page = await App.Browse(World.Neighbour).OpenAsync($"/budgets/{World.Budget.Number}/vote");
        Assert.Contains("Ce vote est réservé aux habitants d’un autre quartier.", page.Words, StringComparison.Ordinal);
        Assert.Equal(BudgetRefusals.OtherDistrict, await RefusalAsync(() => App.CastAsync(World, World.Neighbour, 1)));

        await App.WithDbAsync(db => db.Database.ExecuteSqlAsync($"update people set district_id = {district.Id} where id = {World.Neighbour.Id}"));
        page = await App.Browse(World.Neighbour).OpenAsync($"/budgets/{World.Budget.Number}/vote");
        Assert.True(page.Offers("Relire mon bulletin"));
    }

    [Fact]
    public async Task Where_an_age_is_asked_for_the_voter_says_so()
    {
        await SettleAsync(World.Budget, null, terms => terms with { MinimumAge = 16 });
        var page = await App.Browse(World.Neighbour).OpenAsync($"/budgets/{World.Budget.Number}/vote");
        page = await page.PressAsync("Relire mon bulletin", ("Projects", "1"));
        Assert.Contains("Je certifie avoir au moins 16 ans.", page.Words, StringComparison.Ordinal);

        var refused = await page.PressAsync("Déposer mon bulletin");
        Assert.Equal(409, refused.Status);
        Assert.Contains("Confirmez que vous avez au moins 16 ans.", refused.Words, StringComparison.Ordinal);
        Assert.NotNull(refused.Document.QuerySelector("input[name=Projects][value='1'][checked]"));

        Assert.Equal(200, (await page.PressAsync("Déposer mon bulletin", ("IsOldEnough", "true"))).Status);
    }

    [Fact]
    public async Task An_age_is_asked_for_by_whatever_way_a_ballot_comes()
    {
        await SettleAsync(World.Budget, null, terms => terms with { MinimumAge = 16 });

        Assert.Equal("too_young_to_vote", (await RefusalAsync(() => App.CastAsync(World, World.Neighbour, 1)))?.Code);
        Assert.Empty(await App.WithDbAsync(db => db.Roll.ToListAsync()));
    }

    [Fact]
    public async Task Each_votes_in_the_budget_that_the_lot_gave_and_is_told_which()
    {
        foreach (var (place, which) in new[] { World.Budget, _other }.Index())
        {
            await SettleAsync(which, null, terms => terms.DrawnBy(new Drawing("7 12 23", place, 2)));
        }

        Budget[] budgets = [World.Budget, _other];
        foreach (var person in new[] { World.Neighbour, World.Author, World.Council })
        {
            var mine = Drawing.PlaceOf("7 12 23", person.Id, 2);
            var elsewhere = await App.Browse(person).OpenAsync($"/budgets/{budgets[1 - mine].Number}");
            Assert.Contains("Le tirage au sort vous a attribué ce budget :", elsewhere.Words, StringComparison.Ordinal);
            Assert.NotNull(elsewhere.Document.QuerySelector($".act a[href='/budgets/{budgets[mine].Number}']"));

            Assert.Equal(BudgetRefusals.DrawnElsewhere, await RefusalAsync(() => CastAsync(budgets[1 - mine], person)));
            await CastAsync(budgets[mine], person);
        }
    }

    [Fact]
    public async Task Of_several_budgets_one_votes_in_one()
    {
        await SettleAsync(World.Budget, null, terms => terms with { StandsAlone = true });
        await SettleAsync(_other, null, terms => terms with { StandsAlone = true });
        await App.CastAsync(World, World.Neighbour, 1);

        foreach (var path in new[] { $"/budgets/{_other.Number}", $"/budgets/{_other.Number}/vote" })
        {
            Assert.Contains("Vous avez déjà voté pour un autre budget", (await App.Browse(World.Neighbour).OpenAsync(path)).Words, StringComparison.Ordinal);
        }

        Assert.Equal(BudgetRefusals.VotedInAnother, await RefusalAsync(() => CastAsync(_other, World.Neighbour)));
        await CastAsync(_other, World.Author);
    }

    [Fact]
    public async Task Budgets_that_do_not_stand_alone_are_all_voted_in()
    {
        await App.CastAsync(World, World.Neighbour, 1);
        await CastAsync(_other, World.Neighbour);

        Assert.Equal(2, await App.WithDbAsync(db => db.Roll.CountAsync()));
    }

    [Fact]
    public async Task Two_browsers_at_once_vote_in_one_of_two_budgets()
    {
        await SettleAsync(World.Budget, null, terms => terms with { StandsAlone = true });
        await SettleAsync(_other, null, terms => terms with { StandsAlone = true });
        var people = Enumerable.Range(0, 20).Select(i => World.Named($"p{i}", App.Clock.GetUtcNow())).ToList();
        await App.SaveAsync([.. people]);

        var refusals = await Task.WhenAll(people.SelectMany(person => new[] { (World.Budget, person), (_other, person) })
            .Select(vote => Task.Run(() => RefusalAsync(() => CastAsync(vote.Item1, vote.person)))));

        Assert.Equal(20, refusals.Count(refusal => refusal is null));
        Assert.Equal(20, refusals.Count(refusal => refusal == BudgetRefusals.VotedInAnother));
        Assert.Equal(20, await App.WithDbAsync(db => db.Roll.CountAsync()));
        Assert.Equal(20, await App.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    private async Task<CastBallot> CastAsync(Budget which, Person person)
    {
        var budget = await App.WithDbAsync(db => db.Budgets.AsNoTracking().WithProjects().SingleAsync(b => b.Id == which.Id));
        return await App.WithAsync<BallotBox, CastBallot>(box => box.CastAsync(budget, World.Space, person, [1], Digest.Random(), App.Clock.GetUtcNow()));
    }

    private Task<int> SettleAsync(Budget which, District? district, Func<VoteTerms, VoteTerms> terms) => App.WithDbAsync(async db =>
    {
        var budget = await db.Budgets.WithProjects().SingleAsync(b => b.Id == which.Id);
        var before = World.Space.Phases[0].StartsAt.AddDays(-1);
        budget.Admit(World.Space, district, before);
        budget.Settle(World.Space, terms(budget.Terms), before);
        return await db.SaveChangesAsync();
    });
}
