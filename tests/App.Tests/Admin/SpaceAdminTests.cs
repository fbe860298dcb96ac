using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Participation.App.Tests.Support;
using Participation.Database;
using Participation.Spaces;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Admin;

public class SpaceAdminTests(Postgres postgres) : TownTests(postgres)
{
    private Browser _clerk = null!;

    protected override Task ArrangeAsync()
    {
        _clerk = App.Browse(World.Council);

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_budget_from_the_template_has_its_stages_and_is_seen_once_published()
    {
        var page = await (await _clerk.OpenAsync("/admin/spaces/new")).PressAsync(
            "Créer la concertation", ("Template", "budget"), ("Title.Fr", "L’été à l’ombre"), ("Title.En", "Summer in the shade"), ("FirstDay", "2027-04-01"));

        Assert.Equal("/admin/spaces/l-ete-a-l-ombre", page.Path);
        Assert.Contains("Vote des habitants", page.Words, StringComparison.Ordinal);
        Assert.Contains("jeudi 1er avril 2027 à 9 h", page.Words, StringComparison.Ordinal);
        Assert.Equal(404, (await App.Browse().OpenAsync("/spaces/l-ete-a-l-ombre")).Status);
        Assert.DoesNotContain("L’été à l’ombre", (await App.Browse().OpenAsync("/spaces")).Words, StringComparison.Ordinal);

        page = await (await _clerk.OpenAsync("/admin/spaces/l-ete-a-l-ombre/publish")).PressAsync("Publier");

        Assert.Contains("La concertation est publiée", page.Words, StringComparison.Ordinal);
        Assert.Equal(200, (await App.Browse().OpenAsync("/spaces/l-ete-a-l-ombre")).Status);
        Assert.Contains("L’été à l’ombre", (await App.Browse().OpenAsync("/spaces")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_space_of_the_same_name_gets_an_address_of_its_own()
    {
        for (var i = 0; i < 2; i++)
        {
            await (await _clerk.OpenAsync("/admin/spaces/new")).PressAsync("Créer la concertation", ("Template", "information"), ("Title.Fr", "Le pont"), ("FirstDay", "2027-04-01"));
        }

        Assert.Equal(200, (await _clerk.OpenAsync("/admin/spaces/le-pont-2")).Status);
    }

    [Fact]
    public async Task A_space_without_a_title_is_not_made_and_what_was_typed_stays()
    {
        var page = await (await _clerk.OpenAsync("/admin/spaces/new")).PressAsync("Créer la concertation", ("Summary.Fr", "Un résumé"), ("FirstDay", "2027-04-01"));

        Assert.Equal(409, page.Status);
        Assert.Equal("Erreur : Donnez un titre à la concertation.", page.ErrorAt("Title"));
        Assert.Contains("Un résumé", page.Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_is_planned_on_the_towns_clock()
    {
        await PlanAsync("2027-07-01", "09:00", "2027-07-14", "18:00");

        var phase = await App.WithDbAsync(db => db.Phases.SingleAsync(p => p.SpaceId == World.Space.Id && p.StartsAt > World.Space.Phases[0].StartsAt));

        Assert.Equal(new DateTimeOffset(2027, 7, 1, 7, 0, 0, TimeSpan.Zero), phase.StartsAt);
        Assert.Equal(new DateTimeOffset(2027, 7, 14, 16, 0, 0, TimeSpan.Zero), phase.EndsAt);
        Assert.Equal(Acts.Vote, phase.Acts);
    }

    [Theory]
    [InlineData("2027-03-10", "09:00", "2027-03-12", "18:00", "StartsAt", "Erreur : Cette phase chevauche une autre phase.")]
    [InlineData("2027-07-14", "18:00", "2027-07-01", "09:00", "EndsAt", "Erreur : La fin doit venir après le début.")]
    [InlineData("2028-03-26", "02:30", "2028-03-27", "09:00", "StartsAt", "Erreur : Cette heure n’existe pas : on passe alors à l’heure d’été. Choisissez une heure plus tard.")]
    [InlineData("", "", "2027-07-14", "18:00", "StartsAt", "Erreur : Indiquez une date et une heure, par exemple 03/03/2027 et 18:00.")]
    public async Task What_is_wrong_with_a_stage_is_said_at_its_field(string day, string hour, string lastDay, string lastHour, string field, string said)
    {
        var page = await PlanAsync(day, hour, lastDay, lastHour);

        Assert.Equal(409, page.Status);
        Assert.Equal(said, page.ErrorAt(field));
    }

    [Fact]
    public async Task Two_stages_planned_at_once_never_overlap()
    {
        var starts = App.Clock.GetUtcNow().AddDays(60);
        await using var one = App.Get<IServiceScopeFactory>().CreateAsyncScope();
        await using var other = App.Get<IServiceScopeFactory>().CreateAsyncScope();
        var (mine, theirs) = (await PlannedAsync(one, starts), await PlannedAsync(other, starts.AddHours(3)));

        await mine.SaveChangesAsync();
        var refused = await Assert.ThrowsAsync<RefusedException>(() => theirs.SaveChangesAsync());

        Assert.Equal(SpaceRefusals.PhasesOverlap, refused.Refusal);
    }

    [Fact]
    public async Task Who_saves_over_a_newer_text_is_told_and_loses_nothing()
    {
        var mine = await _clerk.OpenAsync("/admin/spaces/quartier/texts");
        await (await _clerk.OpenAsync("/admin/spaces/quartier/texts")).PressAsync("Enregistrer", ("Title.Fr", "Le leur"));

        var page = await mine.PressAsync("Enregistrer", ("Title.Fr", "Le mien"));

        Assert.Equal(409, page.Status);
        Assert.Contains("Quelqu’un a enregistré une modification entre-temps", page.Words, StringComparison.Ordinal);
        Assert.Contains("Le mien", page.Document.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal("Le leur", await TitleAsync());

        await page.PressAsync("Enregistrer");

        Assert.Equal("Le mien", await TitleAsync());
    }

    [Fact]
    public async Task Who_may_vote_no_longer_changes_once_a_vote_has_begun()
    {
        await (await _clerk.OpenAsync("/admin/spaces/quartier/texts")).PressAsync("Enregistrer", ("VerifiedOnly", "Propose"));
        Assert.Equal(Acts.Propose, (await App.WithDbAsync(db => db.Spaces.SingleAsync())).VerifiedOnly);
        await App.CastAsync(World, World.Author, 1);

        var page = await (await _clerk.OpenAsync("/admin/spaces/quartier/texts")).PressAsync("Enregistrer", ("VerifiedOnly", "Vote"));

        Assert.Equal(409, page.Status);
        Assert.Contains("qui peut voter ne change plus", page.ErrorAt("VerifiedOnly"), StringComparison.Ordinal);
        Assert.Equal(Acts.Propose, (await App.WithDbAsync(db => db.Spaces.SingleAsync())).VerifiedOnly);
    }

    [Fact]
    public async Task A_theme_in_use_stays()
    {
        var page = await (await _clerk.OpenAsync($"/admin/spaces/quartier/categories/{World.Category.Id}/remove")).PressAsync("Supprimer le thème");

        Assert.Equal(409, page.Status);
        Assert.Contains("Ce thème est utilisé", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_theme_is_added_renamed_and_removed()
    {
        await (await _clerk.OpenAsync("/admin/spaces/quartier/categories/new")).PressAsync("Enregistrer", ("Name.Fr", "Sport"), ("Icon", "ball"));
        var id = (await App.WithDbAsync(db => db.Categories.ToListAsync())).Single(c => c.Name.In("fr") == "Sport").Id;

        await (await _clerk.OpenAsync($"/admin/spaces/quartier/categories/{id}")).PressAsync("Enregistrer", ("Name.Fr", "Sports"));
        Assert.Contains("Sports", (await _clerk.OpenAsync("/admin/spaces/quartier")).Words, StringComparison.Ordinal);

        await (await _clerk.OpenAsync($"/admin/spaces/quartier/categories/{id}/remove")).PressAsync("Supprimer le thème");
        Assert.DoesNotContain("Sports", (await _clerk.OpenAsync("/admin/spaces/quartier")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_is_cancelled_and_the_register_says_by_whom()
    {
        await (await _clerk.OpenAsync($"/admin/spaces/quartier/phases/{World.Space.Phases[0].Id}/cancel")).PressAsync("Supprimer l’étape");

        Assert.Equal(0, await App.WithDbAsync(db => db.Phases.CountAsync()));
        var register = (await _clerk.OpenAsync("/admin/journal")).Words;
        Assert.Contains("Cléo a modifié les étapes Mon quartier", register, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_space_is_taken_out_of_sight()
    {
        await (await _clerk.OpenAsync("/admin/spaces/quartier/withdraw")).PressAsync("Retirer de la vue");

        Assert.Equal(404, (await App.Browse().OpenAsync("/spaces/quartier")).Status);
        Assert.Equal(200, (await _clerk.OpenAsync("/spaces/quartier")).Status);
    }

    private async Task<Page> PlanAsync(string day, string hour, string lastDay, string lastHour) =>
        await (await _clerk.OpenAsync("/admin/spaces/quartier/phases/new")).PressAsync(
            "Enregistrer", ("Title.Fr", "Vote"), ("StartsAt.Date", day), ("StartsAt.Time", hour), ("EndsAt.Date", lastDay), ("EndsAt.Time", lastHour), ("Opens", "Vote"));

    /// <summary>A stage that the rules allow, as far as this reader knows, and that is not saved yet.</summary>
    private async Task<ParticipationDb> PlannedAsync(AsyncServiceScope scope, DateTimeOffset starts)
    {
        var db = scope.ServiceProvider.GetRequiredService<ParticipationDb>();
        var space = (await db.Spaces.BySlugAsync("quartier"))!;
        db.Add(space.Plan(LocalizedText.Of("Étape"), LocalizedText.Empty, starts, starts.AddDays(1), Acts.None, App.Clock.GetUtcNow()));
        return db;
    }

    private Task<string> TitleAsync() => App.WithDbAsync(async db => (await db.Spaces.SingleAsync(s => s.Slug == "quartier")).Title.In("fr"));
}
