using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Xunit;

namespace Participation.App.Tests.Discussion;

public class DebateTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;
    private World _world = null!;

    private string List => $"/spaces/{_world.Space.Slug}/debates";

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _world = await World.InAsync(_app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_council_puts_a_question_rewords_it_and_says_what_it_takes_from_the_answers()
    {
        var browser = _app.Browse(_world.Council);
        var page = await (await browser.OpenAsync($"{List}/new")).PressAsync("Ouvrir le débat", ("Title", "Une place sans voitures ?"), ("Body", "Dites-nous."), ("TitleEn", "A square without cars?"));
        Assert.Equal("Une place sans voitures ?", page.Document.QuerySelector("h1")!.TextContent);
        var debate = page.Path;

        page = await (await browser.OpenAsync($"{debate}/edit")).PressAsync("Enregistrer", ("Title", "Une place sans voiture ?"));
        Assert.Equal("Une place sans voiture ?", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal("A square without cars?", (await _app.Browse(language: "en").OpenAsync(debate)).Document.QuerySelector("h1")!.TextContent);
        Assert.Contains("Une place sans voiture ?", (await _app.Browse().OpenAsync(List)).Words, StringComparison.Ordinal);

        page = await (await browser.OpenAsync($"{debate}/conclude")).PressAsync("Conclure le débat", ("Conclusion", "La place sera rendue aux **piétons**."));
        Assert.Contains("Ce que la mairie en retient", page.Words, StringComparison.Ordinal);
        Assert.False((await _app.Browse(_world.Neighbour).OpenAsync(debate)).Offers("Publier le commentaire"));
        Assert.Contains("La discussion est terminée.", (await _app.Browse(_world.Neighbour).OpenAsync(debate)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field_and_nothing_typed_is_lost()
    {
        var page = await (await _app.Browse(_world.Council).OpenAsync($"{List}/new")).PressAsync("Ouvrir le débat", ("Body", "Dites-nous."));

        Assert.Equal(409, page.Status);
        Assert.Contains("Donnez un titre au débat.", page.ErrorAt("Title"), StringComparison.Ordinal);
        Assert.Equal("Dites-nous.", page.Document.QuerySelector("textarea[name=Body]")!.TextContent.Trim());
        Assert.Equal(0, await _app.WithDbAsync(db => db.Debates.CountAsync()));
    }

    [Fact]
    public async Task Debates_are_the_councils_to_open_and_to_end()
    {
        var page = await (await _app.Browse(_world.Council).OpenAsync($"{List}/new")).PressAsync("Ouvrir le débat", ("Title", "Une place sans voitures ?"));
        foreach (var path in new[] { $"{List}/new", $"{page.Path}/edit", $"{page.Path}/conclude" })
        {
            Assert.StartsWith("/sign-in", (await _app.Browse().OpenAsync(path)).Path, StringComparison.Ordinal);
            Assert.Equal(403, (await _app.Browse(_world.Neighbour).OpenAsync(path)).Status);
            Assert.Equal(403, (await _app.Browse(_world.Moderator).OpenAsync(path)).Status);
        }

        Assert.Equal(404, (await _app.Browse(_world.Council).OpenAsync("/debates/999/edit")).Status);
        Assert.Equal(404, (await _app.Browse(_world.Council).OpenAsync("/spaces/nowhere/debates/new")).Status);
    }
}
