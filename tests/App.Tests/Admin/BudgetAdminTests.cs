using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Budgets;
using Participation.Spaces;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Admin;

public class BudgetAdminTests(Postgres postgres) : TownTests(postgres)
{
    private Browser _clerk = null!;

    protected override async Task ArrangeAsync()
    {
        _clerk = App.Browse(World.Council);

        var now = App.Clock.GetUtcNow();
        var later = new Space("plus-tard", LocalizedText.Of("Plus tard"), now);
        later.Plan(LocalizedText.Of("Vote"), LocalizedText.Empty, now.AddDays(10), now.AddDays(20), Acts.Vote, now);
        later.Publish(now);
        await App.SaveAsync(later);
    }

    [Fact]
    public async Task A_budget_is_made_with_an_amount_as_people_type_it()
    {
        var page = await MakeAsync("250 000,50");

        Assert.Contains("Le budget est créé", page.Words, StringComparison.Ordinal);
        Assert.Equal(250_000_50, (await BudgetAsync(page)).AmountMinor);
    }

    [Theory]
    [InlineData("beaucoup", "Erreur : Écrivez un montant en euros, par exemple 12 500 ou 12 500,50.")]
    [InlineData("0", "Erreur : Indiquez un montant supérieur à zéro.")]
    public async Task What_is_no_amount_is_said_at_its_field(string typed, string said) =>
        Assert.Equal(said, (await MakeAsync(typed)).ErrorAt("Amount"));

    [Fact]
    public async Task A_project_grows_from_a_proposal_with_its_words_and_place()
    {
        var budget = await MakeAsync("100000");

        var form = await _clerk.OpenAsync($"{budget.Path}/projects/new?proposal={World.Proposal.Number}");
        Assert.Contains(World.Proposal.Title, form.Words, StringComparison.Ordinal);
        var page = await form.PressAsync("Enregistrer", ("Cost", "12 500"));

        Assert.Contains(World.Proposal.Title, page.Words, StringComparison.Ordinal);
        var project = Assert.Single((await BudgetAsync(budget)).Projects);
        Assert.Equal(World.Proposal.Id, project.ProposalId);
        Assert.Equal(World.Proposal.Place, project.Place);
        Assert.Equal(12_500_00, project.CostMinor);
    }

    [Fact]
    public async Task A_project_without_title_or_cost_says_both()
    {
        var budget = await MakeAsync("100000");

        var page = await (await _clerk.OpenAsync($"{budget.Path}/projects/new")).PressAsync("Enregistrer", ("Cost", "rien"));

        Assert.Equal(409, page.Status);
        Assert.NotNull(page.ErrorAt("Title"));
        Assert.NotNull(page.ErrorAt("Cost"));
    }

    [Fact]
    public async Task A_project_is_changed_and_removed_before_the_vote()
    {
        var budget = await MakeAsync("100000");
        await (await _clerk.OpenAsync($"{budget.Path}/projects/new")).PressAsync("Enregistrer", ("Title.Fr", "Verger"), ("Cost", "5000"));

        await (await _clerk.OpenAsync($"{budget.Path}/projects/1")).PressAsync("Enregistrer", ("Cost", "6000"));
        Assert.Equal(6_000_00, (await BudgetAsync(budget)).Projects[0].CostMinor);

        await (await _clerk.OpenAsync($"{budget.Path}/projects/1/remove")).PressAsync("Supprimer le projet");
        Assert.Empty((await BudgetAsync(budget)).Projects);
    }

    [Fact]
    public async Task Once_people_vote_what_they_vote_on_is_settled_and_what_is_said_of_it_is_not()
    {
        var address = $"/admin/budgets/{World.Budget.Number}";

        Assert.Null((await _clerk.OpenAsync($"{address}/edit")).Document.QuerySelector("#Amount[name]"));
        Assert.Contains("Le vote a commencé", (await _clerk.OpenAsync(address)).Words, StringComparison.Ordinal);
        var removed = await (await _clerk.OpenAsync($"{address}/projects/1/remove")).PressAsync("Supprimer le projet");
        Assert.Equal(409, removed.Status);

        var form = await _clerk.OpenAsync($"{address}/projects/1");
        Assert.Null(form.Document.QuerySelector("[name='Title.Fr'], [name='Description.Fr'], [name=Cost], [name=CategoryId], [name=DistrictId]"));
        Assert.Equal(200, (await form.PressAsync("Enregistrer", ("Opinion.Fr", "Faisable en deux ans."), ("Title.Fr", "Le grand verger"))).Status);

        var project = (await App.BudgetAsync(World)).Projects[0];
        Assert.Equal(("Verger", "Faisable en deux ans."), (project.Title.In("fr"), project.Opinion.In("fr")));
    }

    [Fact]
    public async Task What_becomes_of_a_project_is_told_at_the_door()
    {
        await (await _clerk.OpenAsync($"/admin/budgets/{World.Budget.Number}/projects/2/progress"))
            .PressAsync("Enregistrer", ("Progress", "Done"), ("Note.Fr", "Livré au printemps."));

        var home = (await App.Browse().OpenAsync("/")).Words;

        Assert.Contains("Bancs", home, StringComparison.Ordinal);
        Assert.Contains("Livré au printemps.", home, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_change_the_projects_at_once_are_told()
    {
        var budget = await MakeAsync("100000");
        var mine = await _clerk.OpenAsync($"{budget.Path}/projects/new");
        await (await _clerk.OpenAsync($"{budget.Path}/projects/new")).PressAsync("Enregistrer", ("Title.Fr", "Verger"), ("Cost", "5000"));

        var page = await mine.PressAsync("Enregistrer", ("Title.Fr", "Bancs"), ("Cost", "3000"));
        Assert.Equal(409, page.Status);

        await page.PressAsync("Enregistrer");
        Assert.Equal(["Verger", "Bancs"], (await BudgetAsync(budget)).Projects.Select(p => p.Title.In("fr")));
    }

    private async Task<Page> MakeAsync(string amount) =>
        await (await _clerk.OpenAsync("/admin/spaces/plus-tard/budgets/new")).PressAsync("Créer le budget", ("Title.Fr", "Budget"), ("Amount", amount));

    private Task<Budget> BudgetAsync(Page page)
    {
        var number = int.Parse(page.Path.Split('/')[3], null);
        return App.WithDbAsync(db => db.Budgets.AsNoTracking().WithProjects().SingleAsync(b => b.Number == number));
    }
}
