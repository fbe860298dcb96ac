using Participation.App.Tests.Support;
using Participation.Board;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>Votes whose ballots stay closed, and what is told of ballots that nobody else cast alike.</summary>
public sealed class OnlySumsTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;
    private World _world = null!;
    private string _path = "";

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _world = await World.InAsync(_app);
        _path = $"/budgets/{_world.Budget.Number}";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Neither_bundle_nor_files_hold_a_ballot_and_the_pages_say_so()
    {
        await _app.SettleAsync(_world, terms => terms with { PublishesOnlySums = true });
        await _app.CastAsync(_world, _world.Author, 1, 2);
        await _app.CastAsync(_world, _world.Neighbour, 3);
        _app.Clock.Advance(TimeSpan.FromDays(31));
        await _app.CloseVoteAsync(_world);

        var http = _app.Browse().Http;
        var bytes = await (await http.GetAsync($"{_path}/bundle")).Content.ReadAsByteArrayAsync();
        var bundle = Bundle.Open(() => new MemoryStream(bytes));
        Assert.Empty(bundle.Openings);
        var checks = Verification.Of(bundle);
        Assert.All(checks, check => Assert.True(check.Passed, check.Kind.ToString()));
        Assert.Equal("only_sums", checks.Single(c => c.Kind == CheckKind.Outcome).Unsaid);

        Assert.Equal(404, (int)(await http.GetAsync($"{_path}/ballots.pb")).StatusCode);
        Assert.Equal(200, (int)(await http.GetAsync($"{_path}/results.json")).StatusCode);
        var page = await _app.Browse().OpenAsync($"{_path}/results");
        Assert.Contains("Seuls les totaux sont publiés : les bulletins restent fermés.", page.Words, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("a[href$='ballots.pb']"));
    }

    [Theory]
    [InlineData(false, "Une combinaison rare peut être reconnue")]
    [InlineData(true, "votre bulletin reste fermé")]
    public async Task Before_casting_voters_read_what_is_published(bool onlySums, string told)
    {
        await _app.SettleAsync(_world, terms => terms with { PublishesOnlySums = onlySums });
        var page = await _app.Browse(_world.Neighbour).OpenAsync($"{_path}/vote");

        page = await page.PressAsync("Relire mon bulletin", ("Projects", "1"));

        Assert.Contains(told, page.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Before_signing_the_council_reads_how_many_ballots_are_unique(bool onlySums)
    {
        await _app.SettleAsync(_world, terms => terms with { AwaitsSignature = true, PublishesOnlySums = onlySums });
        await _app.CastAsync(_world, _world.Author, 1);
        await _app.CastAsync(_world, _world.Neighbour, 1);
        await _app.CastAsync(_world, _world.Council, 2, 3);
        await _app.CastAsync(_world, _world.Moderator, 4);
        var path = $"/admin{_path}/ceremony";
        Assert.Null((await _app.Browse(_world.Council).OpenAsync(path)).Find("risk"));
        _app.Clock.Advance(TimeSpan.FromDays(31));
        await _app.CloseVoteAsync(_world);

        var page = await _app.Browse(_world.Council).OpenAsync(path);

        if (onlySums)
        {
            Assert.Null(page.Find("risk"));
        }
        else
        {
            Assert.Contains("50 % des bulletins : 2 bulletins que personne d’autre n’a remplis de même.", page.Text("risk"), StringComparison.Ordinal);
        }
    }
}
