using Participation.App.Tests.Support;
using Xunit;

namespace Participation.App.Tests.Spaces;

public class HomeTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;

    public async ValueTask InitializeAsync() => _app = await Support.App.StartAsync(postgres);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_town_without_anything_says_so()
    {
        var page = await _app.Browse().OpenAsync("/");

        Assert.Equal(200, page.Status);
        Assert.Contains("Rien n’est ouvert en ce moment", page.Text("now"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_door_says_what_is_open_until_when_and_the_one_thing_to_do()
    {
        var world = await World.InAsync(_app);

        var page = await _app.Browse().OpenAsync("/");

        Assert.Contains("Vous décidez de 100 000 €", page.Text("now"), StringComparison.Ordinal);
        Assert.Contains("jusqu’au mercredi 31 mars 2027 à 11 h", page.Text("now"), StringComparison.Ordinal);
        var buttons = page.Document.QuerySelectorAll("main .button-primary");
        Assert.Equal($"/budgets/{world.Budget.Number}/vote", Assert.Single(buttons).GetAttribute("href"));
    }

    [Fact]
    public async Task What_is_over_is_no_longer_at_the_door()
    {
        await World.InAsync(_app);
        _app.Clock.Advance(TimeSpan.FromDays(31));

        Assert.Contains("Rien n’est ouvert en ce moment", (await _app.Browse().OpenAsync("/")).Text("now"), StringComparison.Ordinal);
        Assert.Contains("Mon quartier", (await _app.Browse().OpenAsync("/spaces")).Text("past"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "Rien n’est ouvert en ce moment")]
    [InlineData("en", "Nothing is open at the moment")]
    public async Task It_speaks_the_readers_language(string language, string said) =>
        Assert.Contains(said, (await _app.Browse(language: language).OpenAsync("/")).Words, StringComparison.Ordinal);

    [Theory]
    [InlineData("/about")]
    [InlineData("/accessibility")]
    [InlineData("/privacy")]
    public async Task The_site_says_what_it_is(string path)
    {
        Assert.Equal(200, (await _app.Browse().OpenAsync(path)).Status);
        Assert.Equal(200, (await _app.Browse(language: "en").OpenAsync(path)).Status);
    }
}
