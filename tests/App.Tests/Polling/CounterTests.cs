using System.Net;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Polling;
using Xunit;

namespace Participation.App.Tests.Polling;

/// <summary>Voting at the counter: alone, on a device of the town's, with a code that works once.</summary>
public sealed class CounterTests(Postgres postgres) : TownTests(postgres)
{
    [Fact]
    public async Task Someone_votes_with_a_code_and_the_device_keeps_nothing()
    {
        var given = await GivenAsync(World.Author);
        Assert.Contains("valable jusqu’à 10 h 30", given.Words, StringComparison.Ordinal);
        var kiosk = App.Browse();

        var page = await (await kiosk.OpenAsync("/counter")).PressAsync("Commencer", ("Code", given.Text("code")));
        Assert.Null(page.Document.QuerySelector(".error-summary, [data-valmsg-for]"));
        page = await page.PressAsync("Relire mon bulletin", ("Projects", "4"), ("Projects", "2"));
        Assert.Contains("Bancs", page.Words, StringComparison.Ordinal);
        page = await page.PressAsync("Déposer mon bulletin");

        Assert.Equal(["{2,4}"], await BallotsAsync());
        Assert.Equal(Channel.Web, await ChannelAsync(World.Author));
        Assert.NotEmpty(page.Text("tracker"));
        Assert.DoesNotContain("Bancs", page.Words, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("[data-receipt], [data-ballot], script:not([src])"));
        Assert.Equal("180;url=/counter", page.Document.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content"));
        Assert.Empty(await App.WithDbAsync(db => db.CounterCodes.ToListAsync()));
    }

    [Fact]
    public async Task Not_one_step_sets_a_cookie_or_is_kept()
    {
        var kiosk = App.Browse(follow: false);
        var code = await App.CodeForAsync(World, World.Author);
        foreach (var (path, fields) in new (string, Dictionary<string, string>)[]
        {
            ("/counter", new() { ["Code"] = code }),
            ("/counter/ballot", new() { ["Code"] = code }),
            ("/counter/ballot", new() { ["Code"] = code, ["Projects"] = "2", ["next"] = "review" }),
            ("/counter/ballot/cast", new() { ["Code"] = code, ["Projects"] = "2", ["Vote"] = $"{World.Budget.Number}", ["Nonce"] = Digest.Random().ToString() }),
        })
        {
            var answer = await kiosk.Http.PostAsync(path, new FormUrlEncodedContent(fields));
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.TemporaryRedirect, $"{path} {answer.StatusCode}");
            Assert.True(answer.Headers.CacheControl?.NoStore);
            Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], c => !c.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase));
        }

        var start = await kiosk.Http.GetAsync("/counter");
        Assert.Contains("storage", start.Headers.GetValues("Clear-Site-Data").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_chosen_at_the_counter_is_forgotten_with_the_voter()
    {
        var kiosk = App.Browse();
        var code = await App.CodeForAsync(World, World.Author);
        var page = await (await kiosk.OpenAsync("/counter")).PressAsync("English");
        Assert.Contains("Vote here", page.Words, StringComparison.Ordinal);
        page = await page.PressAsync("Begin", ("Code", code));
        page = await page.PressAsync("Check my ballot", ("Projects", "2"));
        page = await page.PressAsync("Cast my ballot");
        Assert.NotEmpty(page.Text("tracker"));

        Assert.Contains("Voter ici", (await kiosk.OpenAsync("/counter")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_counter_of_a_vote_by_permits_one_is_given_and_used_and_the_result_stands()
    {
        await App.WithDbAsync(db => db.Budgets.ExecuteUpdateAsync(b => b.SetProperty(x => x.Terms.ByPermit, true)));
        var page = await ReviewedAsync(App.Browse(), await App.CodeForAsync(World, World.Author));
        Assert.Empty(page.Document.QuerySelector("form")!.GetAttribute("data-permit")!);
        Assert.Empty(page.Document.QuerySelector("form")!.GetAttribute("data-voter")!);
        page = await page.PressAsync("Déposer mon bulletin");
        Assert.NotEmpty(page.Text("tracker"));
        Assert.Equal(1, await App.WithDbAsync(db => db.SpentPermits.CountAsync()));

        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.CloseVoteAsync(World);
        Assert.True((await App.BudgetAsync(World)).IsPublished);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABCD")]
    [InlineData("ABCD-EFGH")]
    public async Task A_code_that_was_not_given_lets_nobody_in(string code)
    {
        var page = await (await App.Browse().OpenAsync("/counter")).PressAsync("Commencer", ("Code", code));

        Assert.Equal(409, page.Status);
        Assert.Contains("Ce code n’existe pas, a expiré ou a déjà servi.", page.ErrorAt("Code"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_typed_as_one_likes_works_for_half_an_hour_and_once()
    {
        var code = await App.CodeForAsync(World, World.Author);
        App.Clock.Advance(CounterCode.Lasts - TimeSpan.FromSeconds(1));
        var page = await ReviewedAsync(App.Browse(), code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        await page.PressAsync("Déposer mon bulletin");

        Assert.Contains("a déjà servi", (await (await App.Browse().OpenAsync("/counter")).PressAsync("Commencer", ("Code", code))).Words, StringComparison.Ordinal);

        var other = await App.CodeForAsync(World, World.Neighbour);
        page = await ReviewedAsync(App.Browse(), other);
        App.Clock.Advance(CounterCode.Lasts);
        Assert.Contains("a expiré", (await page.PressAsync("Déposer mon bulletin")).Words, StringComparison.Ordinal);
        Assert.Null(await ChannelAsync(World.Neighbour));
    }

    [Fact]
    public async Task A_second_code_makes_the_first_void()
    {
        var first = await App.CodeForAsync(World, World.Author);
        var second = await App.CodeForAsync(World, World.Author);

        Assert.Equal(409, (await (await App.Browse().OpenAsync("/counter")).PressAsync("Commencer", ("Code", first))).Status);
        Assert.True((await ReviewedAsync(App.Browse(), second)).Offers("Déposer mon bulletin"));
    }

    [Fact]
    public async Task The_button_pressed_twice_gets_one_receipt_twice_and_the_next_voter_gets_nothing()
    {
        var kiosk = App.Browse();
        var review = await ReviewedAsync(kiosk, await App.CodeForAsync(World, World.Author));

        var first = await review.PressAsync("Déposer mon bulletin");
        var second = await review.PressAsync("Déposer mon bulletin");
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        var third = await review.PressAsync("Déposer mon bulletin");

        Assert.Equal((first.Text("tracker"), first.Text("secret")), (second.Text("tracker"), second.Text("secret")));
        Assert.StartsWith("/counter?spent", third.Path, StringComparison.Ordinal);
        Assert.Single(await BallotsAsync());
    }

    [Fact]
    public async Task Of_several_devices_with_one_code_one_casts()
    {
        var code = await App.CodeForAsync(World, World.Author);
        var reviews = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ReviewedAsync(App.Browse(), code)));

        var answers = await Task.WhenAll(reviews.Select(r => r.PressAsync("Déposer mon bulletin")));

        Assert.Single(answers, a => a.Find("tracker") is not null);
        Assert.Single(await BallotsAsync());
        Assert.Single(await App.WithDbAsync(db => db.Roll.ToListAsync()));
    }

    [Fact]
    public async Task Of_the_counter_and_the_own_phone_at_once_one_casts()
    {
        var crowd = Enumerable.Range(0, 10).Select(i => World.Named($"p{i}", App.Clock.GetUtcNow())).ToList();
        await App.SaveAsync([.. crowd]);
        var reviews = new Dictionary<Person, Page>();
        foreach (var person in crowd)
        {
            reviews.Add(person, await ReviewedAsync(App.Browse(), await App.CodeForAsync(World, person)));
        }

        await Task.WhenAll(crowd.SelectMany(person => new[]
        {
            Task.Run(async () => (await reviews[person].PressAsync("Déposer mon bulletin")).Status),
            Task.Run(() => TriedAsync(person)),
        }));

        Assert.Equal(10, (await BallotsAsync()).Count);
        Assert.Equal(10, await App.WithDbAsync(db => db.Roll.CountAsync()));
    }

    [Fact]
    public async Task A_killed_cast_leaves_the_code_good()
    {
        var code = await App.CodeForAsync(World, World.Author);
        var review = await ReviewedAsync(App.Browse(), code);
        await App.WithDbAsync(db => db.Database.ExecuteSqlAsync($"alter table ballots add constraint killed check (false) not valid"));
        Assert.Equal(500, (await review.PressAsync("Déposer mon bulletin")).Status);
        Assert.Null(await ChannelAsync(World.Author));

        await App.WithDbAsync(db => db.Database.ExecuteSqlAsync($"alter table ballots drop constraint killed"));

        Assert.NotNull((await review.PressAsync("Déposer mon bulletin")).Find("tracker"));
    }

    [Fact]
    public async Task Whoever_has_voted_or_may_not_gets_no_code()
    {
        await App.CastAsync(World, World.Author, 1);
        await App.WithDbAsync(db => db.Spaces.ExecuteUpdateAsync(s => s.SetProperty(x => x.VerifiedOnly, Participation.Spaces.Acts.Vote)));

        foreach (var person in new[] { World.Author, World.Stranger })
        {
            var page = await App.Browse(World.Moderator).OpenAsync($"/polling/{World.Budget.Number}/voters/{person.Id}");
            Assert.False(page.Offers("Donner un code"));
            await Assert.ThrowsAsync<RefusedException>(() => App.CodeForAsync(World, person));
        }
    }

    [Fact]
    public async Task A_code_is_kept_only_as_a_hash_that_the_database_alone_does_not_explain()
    {
        var code = await App.CodeForAsync(World, World.Author);

        var row = await App.WithDbAsync(db => db.CounterCodes.SingleAsync());

        Assert.NotEqual(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(code)), row.Hash);
        var written = await App.WithDbAsync(db => db.Journal.SingleAsync(j => j.Kind == nameof(CounterCodeGiven)));
        Assert.DoesNotContain(World.Author.Id.ToString(), written.Body, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, written.HappenedAt.TimeOfDay);
    }

    [Fact]
    public async Task Ages_are_asked_for_at_the_counter_too()
    {
        await App.WithDbAsync(db => db.Budgets.ExecuteUpdateAsync(b => b.SetProperty(x => x.Terms.MinimumAge, 16)));
        var review = await ReviewedAsync(App.Browse(), await App.CodeForAsync(World, World.Author));

        Assert.Equal(409, (await review.PressAsync("Déposer mon bulletin")).Status);
        Assert.NotNull((await review.PressAsync("Déposer mon bulletin", ("IsOldEnough", "true"))).Find("tracker"));
    }

    private Task<Page> GivenAsync(Person voter) => PressedAsync($"/polling/{World.Budget.Number}/voters/{voter.Id}", "Donner un code");

    private async Task<Page> PressedAsync(string path, string label) => await (await App.Browse(World.Moderator).OpenAsync(path)).PressAsync(label);

    private static async Task<Page> ReviewedAsync(Browser kiosk, string code)
    {
        var page = await (await kiosk.OpenAsync("/counter")).PressAsync("Commencer", ("Code", code));

        return await page.PressAsync("Relire mon bulletin", ("Projects", "4"), ("Projects", "2"));
    }

    private async Task<int> TriedAsync(Person person)
    {
        try
        {
            await App.CastAsync(World, person, 1);
        }
        catch (RefusedException refused)
        {
            Assert.Equal(BudgetRefusals.AlreadyVoted, refused.Refusal);
        }

        return 0;
    }

    private Task<Channel?> ChannelAsync(Person person) => App.WithAsync<BallotBox, Channel?>(box => box.ChannelOfAsync(World.Budget.Id, person.Id));

    private Task<List<string>> BallotsAsync() => App.WithDbAsync(db => db.Database.SqlQuery<string>($"""select projects::text as "Value" from ballots order by projects""").ToListAsync());
}
