using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Board;
using Xunit;
using Form = Participation.Board.Form;

namespace Participation.App.Tests.Budgets;

/// <summary>Projects shown one at a time, without JavaScript.</summary>
public sealed class OneByOneTests(Postgres postgres) : TownTests(postgres)
{
    private const string Choose = "Choisir et continuer";
    private const string Review = "Relire mon bulletin";

    private string _path = "";

    protected override Task ArrangeAsync()
    {
        _path = $"/budgets/{World.Budget.Number}/vote";

        return Task.CompletedTask;
    }

    [Fact]
    public async Task One_goes_through_the_projects_and_what_was_chosen_is_on_the_ballot()
    {
        await ShowAsync(new ApprovalForm(1, 4));
        var page = await App.Browse(World.Neighbour).OpenAsync(_path);
        var order = page.Document.QuerySelectorAll("article.pick").Select(e => e.GetAttribute("data-project")!).ToList();
        Assert.Equal([order[0]], Shown(page));
        Assert.StartsWith("Projet 1 sur 4", page.Text("shown"), StringComparison.Ordinal);
        Assert.False(page.Offers("Précédent"));

        page = await page.PressAsync(Choose);
        Assert.Equal([order[1]], Shown(page));
        page = await page.PressAsync("Passer");
        page = await page.PressAsync(Choose);
        Assert.Equal([order[3]], Shown(page));
        page = await page.PressAsync("Passer");
        Assert.Equal([order[3]], Shown(page));
        Assert.Contains("2 projets choisis", page.Text("shown"), StringComparison.Ordinal);
        page = await page.PressAsync("Précédent");
        Assert.Equal([order[2]], Shown(page));
        page = await page.PressAsync("Passer");

        page = await page.PressAsync(Review);
        Assert.Equal([order[0]], page.Document.QuerySelectorAll("input[type=hidden][name=Projects]").Select(e => e.GetAttribute("value")));
        Assert.Equal(200, (await page.PressAsync("Déposer mon bulletin")).Status);
    }

    [Fact]
    public async Task Who_would_rather_see_all_projects_does_and_comes_back()
    {
        await ShowAsync(new ApprovalForm(1, 4));
        var page = await (await App.Browse(World.Neighbour).OpenAsync(_path)).PressAsync(Choose);

        page = await page.PressAsync("Voir tous les projets");
        Assert.Equal(4, Shown(page).Count);
        Assert.Single(page.Document.QuerySelectorAll("input[name=Projects][checked]"));
        page = await (await page.PressAsync(Review)).PressAsync("Changer mes choix");
        Assert.Equal(4, Shown(page).Count);

        page = await page.PressAsync("Voir un projet à la fois");
        Assert.Single(Shown(page));
        Assert.Single(page.Document.QuerySelectorAll("input[name=Projects][checked]"));
    }

    [Fact]
    public async Task Choosing_one_lets_the_other_go()
    {
        await ShowAsync(new OneForm());
        var page = await App.Browse(World.Neighbour).OpenAsync(_path);

        page = await (await page.PressAsync(Choose)).PressAsync(Choose);

        Assert.Equal("2", page.Document.QuerySelectorAll("article.pick").Select((e, i) => (e, i)).Single(p => p.e.QuerySelector("[checked]") is not null).i + 1 + "");
    }

    [Fact]
    public async Task Ranks_follow_the_order_in_which_projects_were_chosen()
    {
        await ShowAsync(new RankingForm(3));
        var page = await App.Browse(World.Neighbour).OpenAsync(_path);
        var order = page.Document.QuerySelectorAll("article.pick").Select(e => e.GetAttribute("data-project")!).ToList();

        page = await (await page.PressAsync("Passer")).PressAsync(Choose);
        page = await (await page.PressAsync("Précédent")).PressAsync("Précédent");
        page = await page.PressAsync(Choose);
        page = await page.PressAsync(Review);

        Assert.Equal([order[1], order[0]], page.Document.QuerySelectorAll("input[type=hidden][name=Projects]").Select(e => e.GetAttribute("value")));
    }

    [Fact]
    public async Task Points_given_to_a_project_out_of_sight_are_kept()
    {
        await ShowAsync(new CumulativeForm(5, 3));
        var page = await App.Browse(World.Neighbour).OpenAsync(_path);
        var first = Shown(page)[0];

        page = await page.PressAsync("Suivant", ($"Points[{first}]", "3"));
        Assert.NotEqual(first, Shown(page)[0]);
        page = await page.PressAsync(Review);

        Assert.Equal("3", page.Text($"points-{first}"));
    }

    [Fact]
    public async Task Where_the_council_does_not_ask_for_it_all_projects_are_shown()
    {
        var page = await App.Browse(World.Neighbour).OpenAsync(_path);

        Assert.Equal(4, Shown(page).Count);
        Assert.False(page.Offers("Voir un projet à la fois"));
    }

    private static List<string> Shown(Page page) =>
        [.. page.Document.QuerySelectorAll("article.pick:not([hidden])").Select(e => e.GetAttribute("data-project")!)];

    private async Task ShowAsync(Form form)
    {
        await App.SettleAsync(World, terms => terms.AskingFor(form));
        await App.WithDbAsync(async db =>
        {
            (await db.Budgets.SingleAsync(b => b.Id == World.Budget.Id)).ShowOneByOne(true);
            return await db.SaveChangesAsync();
        });
    }
}
