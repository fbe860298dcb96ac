using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.People;
using Participation.Spaces;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Admin;

public sealed class RulesAdminTests(Postgres postgres) : TownTests(postgres)
{
    private const string Save = "Enregistrer";

    private Budget _budget = null!;

    private string Path => $"/admin/budgets/{_budget.Number}/rules";

    protected override async Task ArrangeAsync()
    {
        var now = App.Clock.GetUtcNow();
        var later = new Space("plus-tard", LocalizedText.Of("Plus tard"), now);
        later.Plan(LocalizedText.Of("Vote"), LocalizedText.Empty, now.AddDays(10), now.AddDays(20), Acts.Vote, now);
        later.Publish(now);
        _budget = new Budget(later, LocalizedText.Of("Budget"), new Money(100_000_00, "EUR"), now);
        await App.SaveAsync(later, _budget);
        _budget = await BudgetAsync();
    }

    public static TheoryData<string, (string, string)[], Form> Forms { get; } = new()
    {
        { "knapsack", [("Limits[Share]", "70")], new KnapsackForm(70) },
        { "knapsack", [("Limits[Share]", "")], new KnapsackForm() },
        { "approval", [("Limits[Min]", "2"), ("Limits[Max]", "5")], new ApprovalForm(2, 5) },
        { "one", [], new OneForm() },
        { "cumulative", [("Limits[Points]", "10"), ("Limits[Most]", "4")], new CumulativeForm(10, 4) },
        { "ranking", [("Limits[Ranks]", "3")], new RankingForm(3) },
        { "score", [("Limits[Mark]", "5")], new ScoreForm(5) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Ballots_are_asked_for_in_every_form(string kind, (string, string)[] limits, Form form)
    {
        var page = await App.Browse(World.Council).OpenAsync(Path);
        page = await page.PressAsync(Save, [("Form", kind), .. limits]);

        Assert.Equal((200, $"/admin/budgets/{_budget.Number}"), (page.Status, page.Path));
        Assert.Equal(form, (await BudgetAsync()).BallotRules);
        Assert.True((await page.Browser.OpenAsync(Path)).Document.QuerySelector($"input[name=Form][value={kind}]")!.HasAttribute("checked"));
    }

    [Theory]
    [InlineData("approval", "Limits[Min]", "beaucoup", "Indiquez un nombre plus grand que zéro.")]
    [InlineData("approval", "Limits[Min]", "0", "Indiquez un nombre plus grand que zéro.")]
    [InlineData("approval", "Limits[Min]", "9", "Le minimum dépasse le maximum.")]
    [InlineData("knapsack", "Limits[Share]", "101", "Indiquez une part entre 0 et 100 %.")]
    [InlineData("cumulative", "Limits[Points]", "", "Indiquez un nombre plus grand que zéro.")]
    [InlineData("secret", "Limits[Min]", "1", "Choisissez la forme du bulletin.")]
    public async Task What_makes_no_ballot_is_said_and_keeps_what_was_typed(string kind, string limit, string typed, string said)
    {
        var page = await App.Browse(World.Council).OpenAsync(Path);
        page = await page.PressAsync(Save, ("Form", kind), ("Limits[Max]", "5"), (limit, typed));

        Assert.Equal(409, page.Status);
        Assert.Equal($"Erreur : {said}", page.ErrorAt("Form"));
        Assert.Equal(typed, page.Document.QuerySelector($"input[name='{limit}']")!.GetAttribute("value") ?? "");
        Assert.Equal(new KnapsackForm(), (await BudgetAsync()).BallotRules);
    }

    [Theory]
    [InlineData("greedy", "", "greedy", 0)]
    [InlineData("greedy", "30", "greedy-threshold", 30)]
    [InlineData("greedy-no-skip", "", "greedy-no-skip", 0)]
    [InlineData("greedy-no-skip", "1 200", "greedy-no-skip-threshold", 1200)]
    public async Task A_rule_is_chosen(string method, string threshold, string rule, long score)
    {
        var page = await App.Browse(World.Council).OpenAsync(Path);
        await page.PressAsync(Save, ("Method", method), ("MinimumScore", threshold));

        var budget = await BudgetAsync();
        Assert.Equal((rule, score), (budget.Terms.Rule, budget.Terms.MinimumScore));
    }

    [Theory]
    [InlineData("cost", "add1", "0,50", "true", "equal-shares utility=cost completion=add1 increment=0.5 then=greedy")]
    [InlineData("cardinality", "none", "", "", "equal-shares utility=cardinality completion=none")]
    public async Task Equal_shares_are_chosen_with_all_that_belongs_to_them(string utility, string completion, string increment, string then, string rule)
    {
        var page = await App.Browse(World.Council).OpenAsync(Path);
        page = await page.PressAsync(Save, ("Method", "equal-shares"), ("Utility", utility), ("Completion", completion), ("Increment", increment), ("ThenGreedy", then));

        Assert.Equal(rule, (await BudgetAsync()).Terms.Rule);
        Assert.Contains("Parts égales", page.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0,01", "Ce pas est trop petit")]
    [InlineData("peu", "Écrivez un montant")]
    public async Task A_step_that_would_take_for_ever_is_refused(string increment, string said)
    {
        var page = await App.Browse(World.Council).OpenAsync(Path);
        page = await page.PressAsync(Save, ("Method", "equal-shares"), ("Increment", increment));

        Assert.Equal(409, page.Status);
        Assert.Contains(said, page.ErrorAt("Increment"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_people_vote_the_rules_are_read_and_not_changed()
    {
        App.Clock.Advance(TimeSpan.FromDays(11));
        var page = await App.Browse(World.Council).OpenAsync(Path);

        Assert.False(page.Offers(Save));
        Assert.Contains("Le vote a commencé", page.Words, StringComparison.Ordinal);
        Assert.Contains("dans cette limite", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_opened_before_the_vote_is_refused_after_its_opening()
    {
        var page = await App.Browse(World.Council).OpenAsync(Path);
        App.Clock.Advance(TimeSpan.FromDays(11));

        page = await page.PressAsync(Save, ("Form", "one"));

        Assert.Equal(409, page.Status);
        Assert.Equal(new KnapsackForm(), (await BudgetAsync()).BallotRules);
    }

    [Fact]
    public async Task Published_rules_can_be_read_by_everyone_and_changed_by_nobody()
    {
        var board = $"/budgets/{_budget.Number}/board";
        Assert.Null((await App.Browse().OpenAsync(board)).Find("entries"));
        var clerk = App.Browse(World.Council);
        await App.WithDbAsync(async db =>
        {
            var budget = await db.Budgets.WithProjects().SingleAsync(b => b.Id == _budget.Id);
            var space = await db.Spaces.SingleAsync(s => s.Id == budget.SpaceId);
            db.Add(budget.Add(space, new ProjectText(LocalizedText.Of("Un banc"), 1_000_00), App.Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
        var form = await clerk.OpenAsync(Path);

        var page = await (await clerk.OpenAsync($"{Path}/publish")).PressAsync("Publier le règlement du vote");

        Assert.Contains("Règlement publié", page.Words, StringComparison.Ordinal);
        Assert.Equal("1", (await App.Browse().OpenAsync(board)).Text("entries"));
        Assert.Equal(409, (await form.PressAsync(Save, ("Form", "one"))).Status);
        Assert.Equal(409, (await (await clerk.OpenAsync($"/admin/budgets/{_budget.Number}/edit")).PressAsync(Save, ("Amount", "5"))).Status);
        Assert.Equal((100_000_00, BudgetRefusals.RulesPublished), ((await BudgetAsync()).AmountMinor, (await BudgetAsync()).WhyNotChange(World.Space, App.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task Rules_are_not_published_without_projects()
    {
        var page = await App.Browse(World.Council).OpenAsync($"{Path}/publish");

        Assert.Contains("Ajoutez d’abord les projets.", page.Words, StringComparison.Ordinal);
        Assert.False(page.Offers("Publier le règlement du vote"));
    }

    [Fact]
    public async Task Rules_are_the_councils()
    {
        Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync(Path)).Path, StringComparison.Ordinal);
        foreach (var person in new Person[] { World.Stranger, World.Neighbour, World.Moderator })
        {
            Assert.Equal(403, (await App.Browse(person).OpenAsync(Path)).Status);
        }
    }

    private Task<Budget> BudgetAsync() => App.WithDbAsync(db => db.Budgets.AsNoTracking().WithProjects().SingleAsync(b => b.Id == _budget.Id));
}
