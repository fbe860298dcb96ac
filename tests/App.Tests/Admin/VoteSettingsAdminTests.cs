using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Budgets;
using Participation.Spaces;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Admin;

/// <summary>What the council decides of a vote besides form, rule and amount, and where everyone reads it.</summary>
public sealed class VoteSettingsAdminTests(Postgres postgres) : TownTests(postgres)
{
    private const string Save = "Enregistrer";

    private Budget _budget = null!;
    private Browser _clerk = null!;

    private string Path => $"/admin/budgets/{_budget.Number}";

    protected override async Task ArrangeAsync()
    {
        _clerk = App.Browse(World.Council);
        var now = App.Clock.GetUtcNow();
        var later = new Space("plus-tard", LocalizedText.Of("Plus tard"), now);
        later.Plan(LocalizedText.Of("Vote"), LocalizedText.Empty, now.AddDays(10), now.AddDays(20), Acts.Vote, now);
        later.Publish(now);
        var port = Towns.Square("PORT", "Le Port", 5, 46.4, 5.2, 46.6);
        _budget = new Budget(later, LocalizedText.Of("Budget"), new Money(100_000_00, "EUR"), now);
        _budget.Add(later, new ProjectText(LocalizedText.Of("Quai"), 50_000_00) { DistrictId = port.Id }, now);
        _budget.Add(later, new ProjectText(LocalizedText.Of("Verger"), 60_000_00), now);
        _budget.Add(later, new ProjectText(LocalizedText.Of("Fontaine"), 60_000_00), now);
        var other = new Budget(later, LocalizedText.Of("L’autre"), new Money(50_000_00, "EUR"), now);
        await App.SaveAsync(later, port);
        await App.SaveAsync(_budget, other);
        _budget = await BudgetAsync();
    }

    [Fact]
    public async Task Projects_that_exclude_each_other_are_grouped_changed_and_let_go()
    {
        await PressAsync("groups/new", ("Projects", "2"), ("Projects", "3"), ("Most", "1"));
        var group = Assert.Single((await BudgetAsync()).Terms.Groups);
        Assert.Equal([2, 3], group.Projects);
        Assert.Contains("Un seul de ces projets peut être retenu : Verger Fontaine", (await PublicAsync()).Text("settings"), StringComparison.Ordinal);

        var page = await _clerk.OpenAsync($"{Path}/groups/1");
        Assert.Equal(2, page.Document.QuerySelectorAll("input[name=Projects][checked]").Length);
        page = await page.PressAsync(Save, ("Projects", ""));

        Assert.Equal(200, page.Status);
        Assert.Empty((await BudgetAsync()).Terms.Groups);
        Assert.Equal(404, (await _clerk.OpenAsync($"{Path}/groups/1")).Status);
    }

    [Theory]
    [InlineData("2", "Projects")]
    [InlineData("0", "Most")]
    [InlineData("beaucoup", "Most")]
    public async Task A_group_that_limits_nothing_is_said_at_its_field(string most, string field)
    {
        var page = await PressAsync("groups/new", ("Projects", "2"), ("Projects", "3"), ("Most", most));

        Assert.Equal(409, page.Status);
        Assert.NotNull(page.ErrorAt(field));
        Assert.Equal(2, page.Document.QuerySelectorAll("input[name=Projects][checked]").Length);
    }

    [Fact]
    public async Task A_part_is_reserved_for_a_district_and_told_to_everyone()
    {
        var page = await PressAsync("reserves", ("Kind", "District"), (PortField, "40 000"));

        Assert.Equal(200, page.Status);
        var part = Assert.Single((await BudgetAsync()).Terms.Reserves);
        Assert.Equal((ReserveKind.District, "Le Port", 40_000_00L), (part.Kind, part.Name, part.AmountMinor));
        Assert.Contains("40 000 € vont d’abord aux projets du quartier Le Port.", (await PublicAsync()).Text("settings"), StringComparison.Ordinal);
        Assert.Equal("40000", (await _clerk.OpenAsync($"{Path}/reserves")).Document.QuerySelector($"input[name='{PortField}']")!.GetAttribute("value"));

        await PressAsync("reserves", ("Kind", ""));
        Assert.Empty((await BudgetAsync()).Terms.Reserves);
    }

    [Theory]
    [InlineData("100 001", "Les parts réservées dépassent ensemble le montant du budget.")]
    [InlineData("beaucoup", "Écrivez un montant en euros")]
    public async Task A_part_that_does_not_fit_is_refused_and_kept_as_typed(string typed, string said)
    {
        var page = await PressAsync("reserves", ("Kind", "District"), (PortField, typed));

        Assert.Equal(409, page.Status);
        Assert.Contains(said, page.ErrorAt("Amounts"), StringComparison.Ordinal);
        Assert.Equal(typed, page.Document.QuerySelector($"input[name='{PortField}']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_lot_is_entered_and_its_order_shown_with_how_to_make_it_again()
    {
        var page = await PressAsync("lot", ("Seed", "7 12 23 31 44"));

        var order = (await BudgetAsync()).LotOrder!;
        Assert.Equal(order, Tally.DrawnLot.Order("7 12 23 31 44", ["1", "2", "3"]));
        Assert.Equal(order.Select(id => $"N° {id}"), page.Document.QuerySelectorAll("main ol li .muted").Select(e => e.TextContent.Replace('\u00a0', ' ').Replace('\u202f', ' ')));
        var told = (await PublicAsync()).Text("settings");
        Assert.Contains("« 7 12 23 31 44 »", told.Replace('\u202f', ' '), StringComparison.Ordinal);
        Assert.Contains("SHA-256", told, StringComparison.Ordinal);

        var refused = await (await _clerk.OpenAsync($"{Path}/projects/new")).PressAsync(Save, ("Title.Fr", "Stade"), ("Cost", "1000"));
        Assert.Contains("la liste des projets ne change plus", refused.Words, StringComparison.Ordinal);

        await PressAsync("lot", ("Seed", ""));
        Assert.Null((await BudgetAsync()).Terms.LotSeed);
    }

    [Fact]
    public async Task Budgets_of_a_lot_are_given_their_places_together_and_freed_together()
    {
        var other = await App.WithDbAsync(db => db.Budgets.AsNoTracking().SingleAsync(b => b.SpaceId == _budget.SpaceId && b.Id != _budget.Id));
        var alone = await PressAsync("drawing", ("Seed", "7 12 23"));
        Assert.Contains("Choisissez au moins un autre budget.", alone.ErrorAt("Others"), StringComparison.Ordinal);

        await PressAsync("drawing", ("Seed", "7 12 23"), ("Others", $"{other.Number}"));

        var drawn = await App.WithDbAsync(db => db.Budgets.AsNoTracking().Where(b => b.SpaceId == _budget.SpaceId).OrderBy(b => b.Number).ToListAsync());
        Assert.Equal([new Drawing("7 12 23", 0, 2), new Drawing("7 12 23", 1, 2)], drawn.Select(b => b.Terms.Drawing));
        Assert.All(drawn, b => Assert.True(b.Terms.StandsAlone));
        Assert.Contains("un des 2 budgets", (await PublicAsync()).Text("settings"), StringComparison.Ordinal);

        await PressAsync("drawing", ("Seed", ""));
        Assert.All(await App.WithDbAsync(db => db.Budgets.AsNoTracking().ToListAsync()), b => Assert.Null(b.Terms.Drawing));
    }

    [Fact]
    public async Task Quorum_and_sums_are_saved_with_the_rules_and_told_before_the_vote()
    {
        var page = await PressAsync("rules", ("Quorum", "200"), ("PublishesOnlySums", "true"));

        Assert.Equal(200, page.Status);
        var budget = await BudgetAsync();
        Assert.Equal((200, true), (budget.Terms.Quorum, budget.Terms.PublishesOnlySums));
        var told = (await PublicAsync()).Text("settings");
        Assert.Contains("à partir de 200 bulletins", told, StringComparison.Ordinal);
        Assert.Contains("Seuls les totaux seront publiés.", told, StringComparison.Ordinal);

        Assert.NotNull((await PressAsync("rules", ("Quorum", "zéro"))).ErrorAt("Quorum"));
    }

    [Fact]
    public async Task The_rules_tell_how_many_ballots_of_the_last_vote_were_unique()
    {
        await App.CastAsync(World, World.Author, 1);
        await App.CastAsync(World, World.Neighbour, 1);
        await App.CastAsync(World, World.Council, 2);
        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.CloseVoteAsync(World);
        await App.WithDbAsync(db => db.Phases.Where(p => p.SpaceId == _budget.SpaceId).ExecuteUpdateAsync(p => p
            .SetProperty(x => x.StartsAt, x => x.StartsAt.AddDays(60)).SetProperty(x => x.EndsAt, x => x.EndsAt.AddDays(60))));
        var page = await _clerk.OpenAsync($"{Path}/rules");

        Assert.Contains("Avec cette forme et 3 projets : 8 bulletins différents possibles.", page.Words, StringComparison.Ordinal);
        Assert.Contains("Au dernier vote, « Budget participatif », 33 % des bulletins étaient uniques.", page.Words.Replace('\u202f', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_rules_are_published_every_page_says_that_they_are_settled()
    {
        await (await _clerk.OpenAsync($"{Path}/rules/publish")).PressAsync("Publier le règlement du vote");

        foreach (var page in new[] { "groups/new", "reserves", "lot", "drawing" })
        {
            var opened = await _clerk.OpenAsync($"{Path}/{page}");
            Assert.Contains("Le règlement du vote est publié", opened.Words, StringComparison.Ordinal);
            Assert.False(opened.Offers(Save));
        }
    }

    private string PortField => $"Amounts[{_budget.Projects[0].DistrictId}]";

    private async Task<Page> PressAsync(string page, params (string, string)[] fill) => await (await _clerk.OpenAsync($"{Path}/{page}")).PressAsync(Save, fill);

    private Task<Page> PublicAsync() => App.Browse().OpenAsync($"/budgets/{_budget.Number}");

    private Task<Budget> BudgetAsync() => App.WithDbAsync(db => db.Budgets.AsNoTracking().WithProjects().SingleAsync(b => b.Id == _budget.Id));
}
