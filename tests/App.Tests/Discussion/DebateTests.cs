using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Xunit;

namespace Participation.App.Tests.Discussion;

public class DebateTests(Postgres postgres) : TownTests(postgres)
{
    private string List => $"/spaces/{World.Space.Slug}/debates";

    [Fact]
    public async Task The_council_puts_a_question_rewords_it_and_says_what_it_takes_from_the_answers()
    {
        var browser = App.Browse(World.Council);
        var page = await (await browser.OpenAsync($"{List}/new")).PressAsync("Ouvrir le débat", ("Title", "Une place sans voitures ?"), ("Body", "Dites-nous."), ("TitleEn", "A square without cars?"));
        Assert.Equal("Une place sans voitures ?", page.Document.QuerySelector("h1")!.TextContent);
        var debate = page.Path;

        page = await (await browser.OpenAsync($"{debate}/edit")).PressAsync("Enregistrer", ("Title", "Une place sans voiture ?"));
        Assert.Equal("Une place sans voiture ?", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal("A square without cars?", (await App.Browse(language: "en").OpenAsync(debate)).Document.QuerySelector("h1")!.TextContent);
        Assert.Contains("Une place sans voiture ?", (await App.Browse().OpenAsync(List)).Words, StringComparison.Ordinal);

        page = await (await browser.OpenAsync($"{debate}/conclude")).PressAsync("Conclure le débat", ("Conclusion", "La place sera rendue aux **piétons**."));
        Assert.Contains("Ce que la mairie en retient", page.Words, StringComparison.Ordinal);
        Assert.False((await App.Browse(World.Neighbour).OpenAsync(debate)).Offers("Publier le commentaire"));
        Assert.Contains("La discussion est terminée.", (await App.Browse(World.Neighbour).OpenAsync(debate)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field_and_nothing_typed_is_lost()
    {
        var page = await (await App.Browse(World.Council).OpenAsync($"{List}/new")).PressAsync("Ouvrir le débat", ("Body", "Dites-nous."));

        Assert.Equal(409, page.Status);
        Assert.Contains("Donnez un titre au débat.", page.ErrorAt("Title"), StringComparison.Ordinal);
        Assert.Equal("Dites-nous.", page.Document.QuerySelector("textarea[name=Body]")!.TextContent.Trim());
        Assert.Equal(0, await App.WithDbAsync(db => db.Debates.CountAsync()));
    }

    [Fact]
    public async Task Debates_are_the_councils_to_open_and_to_end()
    {
        var page = await (await App.Browse(World.Council).OpenAsync($"{List}/new")).PressAsync("Ouvrir le débat", ("Title", "Une place sans voitures ?"));
        foreach (var path in new[] { $"{List}/new", $"{page.Path}/edit", $"{page.Path}/conclude" })
        {
            Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync(path)).Path, StringComparison.Ordinal);
            Assert.Equal(403, (await App.Browse(World.Neighbour).OpenAsync(path)).Status);
            Assert.Equal(403, (await App.Browse(World.Moderator).OpenAsync(path)).Status);
        }

        Assert.Equal(404, (await App.Browse(World.Council).OpenAsync("/debates/999/edit")).Status);
        Assert.Equal(404, (await App.Browse(World.Council).OpenAsync("/spaces/nowhere/debates/new")).Status);
    }
}
