using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Board;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>Each form of ballot, from the empty page to the box, without JavaScript.</summary>
public sealed class BallotFormsTests(Postgres postgres) : TownTests(postgres)
{
    private const string Review = "Relire mon bulletin";

    private string _vote = "";

    protected override Task ArrangeAsync()
    {
        _vote = $"/budgets/{World.Budget.Number}/vote";

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Approval_takes_as_many_projects_as_the_council_says()
    {
        var page = await VoteAsync(new ApprovalForm(2, 3));
        Assert.Contains("Cochez de 2 à 3 projets.", page.Words, StringComparison.Ordinal);

        page = await page.PressAsync(Review, ("Projects", "1"));
        Assert.Equal(409, page.Status);
        Assert.Contains("Il faut au moins 2 choix.", page.Words, StringComparison.Ordinal);

        page = await page.PressAsync(Review, ("Projects", "1"), ("Projects", "2"), ("Projects", "3"), ("Projects", "4"));
        Assert.Contains("Pas plus de 3 choix.", page.Words, StringComparison.Ordinal);

        await CastAsync(page, ("Projects", "2"), ("Projects", "4"));
        Assert.Equal(["2,4"], await BallotsAsync());
    }

    [Fact]
    public async Task A_basket_uses_its_share_of_the_amount()
    {
        var page = await VoteAsync(new KnapsackForm(70));

        page = await page.PressAsync(Review, ("Projects", "2"));
        Assert.Contains("Utilisez au moins 70 % du budget.", page.Words, StringComparison.Ordinal);

        await CastAsync(page, ("Projects", "1"), ("Projects", "4"));
        Assert.Equal(["1,4"], await BallotsAsync());
    }

    [Fact]
    public async Task Points_are_shared_out_and_what_is_left_is_told()
    {
        var page = await VoteAsync(new CumulativeForm(10, 6));
        Assert.Contains("Il vous reste 10 points sur 10", page.Text("left"), StringComparison.Ordinal);

        page = await page.PressAsync("Recalculer", ("Points[1]", "6"), ("Points[3]", "1"));
        Assert.Contains("Il vous reste 3 points sur 10", page.Text("left"), StringComparison.Ordinal);

        page = await page.PressAsync(Review, ("Points[1]", "6"), ("Points[3]", "5"));
        Assert.Equal(409, page.Status);
        Assert.Contains("Vous donnez plus de points qu’il n’est permis.", page.Words, StringComparison.Ordinal);
        Assert.Contains("1 points de trop", page.Text("left"), StringComparison.Ordinal);

        await CastAsync(page, ("Points[1]", "6"), ("Points[3]", "4"));
        Assert.Equal(["1,3:6,4"], await BallotsAsync());
    }

    [Fact]
    public async Task A_ranking_is_put_in_order_by_buttons()
    {
        var page = await VoteAsync(new RankingForm(3));

        page = await page.PressAsync("add-3");
        page = await page.PressAsync("add-1");
        page = await page.PressAsync("add-2");
        Assert.Equal(["3", "1", "2"], Ranked(page));
        page = await page.PressAsync("up-2");
        page = await page.PressAsync("down-3");
        Assert.Equal(["2", "3", "1"], Ranked(page));
        page = await page.PressAsync("remove-3");
        page = await page.PressAsync("up-2");
        Assert.Equal(["2", "1"], Ranked(page));

        page = await page.PressAsync(Review);
        await page.PressAsync("Déposer mon bulletin");
        Assert.Equal(["2,1"], await BallotsAsync());
    }

    [Fact]
    public async Task One_project_is_chosen()
    {
        var page = await VoteAsync(new OneForm());
        Assert.Equal(4, page.Document.QuerySelectorAll("input[type=radio][name=Projects]").Length);

        await CastAsync(page, ("Projects", "4"));
        Assert.Equal(["4"], await BallotsAsync());
    }

    [Fact]
    public async Task Marks_are_given_and_none_is_no_zero()
    {
        var page = await VoteAsync(new ScoreForm(5));

        await CastAsync(page, ("Points[1]", "0"), ("Points[2]", "5"), ("Points[3]", ""));
        Assert.Equal(["1,2:0,5"], await BallotsAsync());
    }

    [Fact]
    public async Task What_no_form_could_send_is_refused()
    {
        var page = await VoteAsync(new ScoreForm(5));

        page = await page.PressAsync(Review, ("Points[1]", "9"));

        Assert.Equal(409, page.Status);
        Assert.Empty(await BallotsAsync());
    }

    private async Task<Page> VoteAsync(Form form)
    {
        await App.SettleAsync(World, terms => terms.AskingFor(form));
        return await App.Browse(World.Neighbour).OpenAsync(_vote);
    }

    private static async Task CastAsync(Page page, params (string Name, string Value)[] choices)
    {
        page = await page.PressAsync(Review, choices);
        Assert.Equal(200, page.Status);
        Assert.Equal(200, (await page.PressAsync("Déposer mon bulletin")).Status);
    }

    private static IEnumerable<string?> Ranked(Page page) => page.Document.QuerySelectorAll("#ranking input[name=Projects]").Select(i => i.GetAttribute("value"));

    /// <summary>Every ballot in the box, as numbers of projects and, after a colon, points.</summary>
    private Task<List<string>> BallotsAsync() => App.WithDbAsync(db => db.Database
        .SqlQuery<string>($"""select array_to_string(projects, ',') || coalesce(':' || array_to_string(points, ','), '') as "Value" from ballots""")
        .ToListAsync());
}
