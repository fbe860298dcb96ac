using Participation.App.Tests.Support;
using Participation.Board;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>Votes whose ballots stay closed, and what is told of ballots that nobody else cast alike.</summary>
public sealed class OnlySumsTests(Postgres postgres) : TownTests(postgres)
{
    private string _path = "";

    protected override Task ArrangeAsync()
    {
        _path = $"/budgets/{World.Budget.Number}";

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Neither_bundle_nor_files_hold_a_ballot_and_the_pages_say_so()
    {
        await App.SettleAsync(World, terms => terms with { PublishesOnlySums = true });
        await App.CastAsync(World, World.Author, 1, 2);
        await App.CastAsync(World, World.Neighbour, 3);
        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.CloseVoteAsync(World);

        var http = App.Browse().Http;
        var bytes = await (await http.GetAsync($"{_path}/bundle")).Content.ReadAsByteArrayAsync();
        var bundle = Bundle.Open(() => new MemoryStream(bytes));
        Assert.Empty(bundle.Openings);
        var checks = Verification.Of(bundle);
        Assert.All(checks, check => Assert.True(check.Passed, check.Kind.ToString()));
        Assert.Equal("only_sums", checks.Single(c => c.Kind == CheckKind.Outcome).Unsaid);

        Assert.Equal(404, (int)(await http.GetAsync($"{_path}/ballots.pb")).StatusCode);
        Assert.Equal(200, (int)(await http.GetAsync($"{_path}/results.json")).StatusCode);
        var page = await App.Browse().OpenAsync($"{_path}/results");
        Assert.Contains("Seuls les totaux sont publiés : les bulletins restent fermés.", page.Words, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("a[href$='ballots.pb']"));
    }

    [Theory]
    [InlineData(false, "Une combinaison rare peut être reconnue")]
    [InlineData(true, "votre bulletin reste fermé")]
    public async Task Before_casting_voters_read_what_is_published(bool onlySums, string told)
    {
        await App.SettleAsync(World, terms => terms with { PublishesOnlySums = onlySums });
        var page = await App.Browse(World.Neighbour).OpenAsync($"{_path}/vote");

        page = await page.PressAsync("Relire mon bulletin", ("Projects", "1"));

        Assert.Contains(told, page.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Before_signing_the_council_reads_how_many_ballots_are_unique(bool onlySums)
    {
        await App.SettleAsync(World, terms => terms with { AwaitsSignature = true, PublishesOnlySums = onlySums });
        await App.CastAsync(World, World.Author, 1);
        await App.CastAsync(World, World.Neighbour, 1);
        await App.CastAsync(World, World.Council, 2, 3);
        await App.CastAsync(World, World.Moderator, 4);
        var path = $"/admin{_path}/ceremony";
        Assert.Null((await App.Browse(World.Council).OpenAsync(path)).Find("risk"));
        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.CloseVoteAsync(World);

        var page = await App.Browse(World.Council).OpenAsync(path);

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
