using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Proposals;
using Xunit;

namespace Participation.App.Tests.Proposals;

public class ProposalPageTests(Postgres postgres) : TownTests(postgres)
{
    private string Path => $"/proposals/{World.Proposal.Number}";

    [Theory]
    [InlineData("fr", "Soutenir", "1 soutien", "Retirer mon soutien", "0 soutien")]
    [InlineData("en", "Support", "1 supporter", "Withdraw my support", "0 supporters")]
    public async Task Support_counts_once_and_can_be_taken_back(string language, string support, string one, string withdraw, string none)
    {
        var page = await App.Browse(World.Neighbour, language).OpenAsync(Path);
        page = await page.PressAsync(support);
        await App.PumpAsync();
        page = await page.Browser.OpenAsync(Path);

        Assert.Equal(one, page.Text("supports"));
        Assert.False(page.Offers(support));

        page = await page.PressAsync(withdraw);
        await App.PumpAsync();
        page = await page.Browser.OpenAsync(Path);

        Assert.Equal(none, page.Text("supports"));
        Assert.True(page.Offers(support));
    }

    [Fact]
    public async Task A_button_pressed_after_the_rules_changed_answers_with_the_reason()
    {
        var page = await App.Browse(World.Neighbour).OpenAsync(Path);
        App.Clock.Advance(TimeSpan.FromDays(40));

        page = await page.PressAsync("Soutenir");

        Assert.Equal(409, page.Status);
        Assert.Contains("Les soutiens sont clos depuis le", page.Words, StringComparison.Ordinal);
        Assert.Equal(0, await SupportsAsync());
    }

    [Fact]
    public async Task Two_presses_at_once_count_once()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.Browse(World.Neighbour).OpenAsync(Path)));

        var answers = await Task.WhenAll(pages.Select(page => page.PressAsync("Soutenir")));
        await App.PumpAsync();

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Contains("Vous soutenez déjà", a.Words, StringComparison.Ordinal));
        Assert.Equal(1, await SupportsAsync());
        Assert.Equal("1 soutien", (await App.Browse().OpenAsync(Path)).Text("supports"));
    }

    [Fact]
    public async Task The_database_refuses_the_second_support_that_raced_past_the_rule()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => App.WithDbAsync(first => App.WithDbAsync(async second =>
        {
            foreach (var db in new[] { first, second })
            {
                (await db.Proposals.WithSupportOf(World.Neighbour.Id).SingleAsync()).Support(World.Space, World.Neighbour, App.Clock.GetUtcNow());
            }

            await first.SaveChangesAsync();
            return await second.SaveChangesAsync();
        })));

        Assert.Equal(ProposalRefusals.AlreadySupported, refused.Refusal);
        Assert.Equal(1, await SupportsAsync());
        Assert.Equal(1, await App.WithDbAsync(db => db.Journal.CountAsync(e => e.Kind == nameof(ProposalSupported))));
    }

    [Fact]
    public async Task A_visitor_is_shown_where_to_sign_in_and_comes_back()
    {
        var page = await App.Browse().OpenAsync(Path);

        Assert.False(page.Offers("Soutenir"));
        Assert.Equal($"/sign-in?returnUrl={Uri.EscapeDataString(Path)}", page.Document.QuerySelector("#support .act-reason a")?.GetAttribute("href"));
    }

    [Theory]
    [InlineData("visitor", "support", 302)]
    [InlineData("visitor", "withdraw-support", 302)]
    [InlineData("visitor", "withdraw", 302)]
    [InlineData("visitor", "answer", 302)]
    [InlineData("visitor", "publish", 302)]
    [InlineData("visitor", "edit", 302)]
    [InlineData("visitor", "discard", 302)]
    [InlineData("stranger", "support", 302)]
    [InlineData("stranger", "withdraw", 409)]
    [InlineData("stranger", "answer", 403)]
    [InlineData("stranger", "publish", 404)]
    [InlineData("stranger", "edit", 404)]
    [InlineData("stranger", "discard", 404)]
    [InlineData("neighbour", "support", 302)]
    [InlineData("neighbour", "withdraw-support", 409)]
    [InlineData("neighbour", "answer", 403)]
    [InlineData("author", "support", 409)]
    [InlineData("author", "withdraw", 302)]
    [InlineData("author", "answer", 403)]
    [InlineData("author", "publish", 404)]
    [InlineData("author", "discard", 404)]
    [InlineData("moderator", "support", 302)]
    [InlineData("moderator", "withdraw", 409)]
    [InlineData("moderator", "answer", 403)]
    [InlineData("moderator", "edit", 404)]
    [InlineData("council", "answer", 302)]
    [InlineData("council", "withdraw", 409)]
    [InlineData("council", "edit", 404)]
    public async Task Each_act_is_for_those_it_is_for(string who, string act, int expected)
    {
        var response = await PostAsync(who, act);

        Assert.Equal(expected, (int)response.StatusCode);
        if (who == "visitor")
        {
            Assert.StartsWith("/sign-in", response.Headers.Location!.ToString().Replace("http://localhost", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_support_reserved_for_verified_residents_is_refused_to_others()
    {
        await App.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("update spaces set verified_only = 4"));

        Assert.Equal(409, (int)(await PostAsync("stranger", "support")).StatusCode);
        Assert.Contains("Faites d’abord vérifier", (await App.Browse(World.Stranger).OpenAsync(Path)).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("support")]
    [InlineData("withdraw-support")]
    [InlineData("answer")]
    [InlineData("publish")]
    [InlineData("discard")]
    public async Task Nothing_is_done_without_the_forms_token(string act)
    {
        var http = App.Browse(World.Council).Http;

        Assert.Equal(400, (int)(await http.PostAsync($"{Path}/{act}", new FormUrlEncodedContent([]))).StatusCode);
    }

    [Fact]
    public async Task The_council_answers_and_the_answer_stands_on_the_page()
    {
        var page = await App.Browse(World.Council).OpenAsync($"{Path}/answer");
        page = await page.PressAsync("Publier la réponse", ("State", "Accepted"), ("Answer", "Nous posons **trois bancs** en mai."));

        Assert.Equal((200, "Retenue"), (page.Status, page.Text("state")));
        Assert.Equal("trois bancs", page.Document.QuerySelector("#answer strong")?.TextContent);
        Assert.Contains("Cléo", page.Document.QuerySelector("#answer")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Soutenir", (await App.Browse(World.Neighbour).OpenAsync(Path)).Document.QuerySelectorAll("button").Select(b => b.TextContent.Trim()));
    }

    [Fact]
    public async Task An_answer_without_words_is_refused_at_its_field()
    {
        var page = await App.Browse(World.Council).OpenAsync($"{Path}/answer");
        page = await page.PressAsync("Publier la réponse", ("State", "Refused"), ("Answer", ""));

        Assert.Equal(409, page.Status);
        Assert.Contains("Écrivez la réponse", page.ErrorAt("Answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_hidden_says_so_and_why_and_shows_no_word_of_it()
    {
        var moderator = App.Browse(World.Moderator);
        var hide = (await moderator.OpenAsync(Path)).Document.QuerySelector($"a[href='/moderation/{World.Proposal.Id}/hide']");
        var page = await moderator.OpenAsync(hide!.GetAttribute("href")!);
        page = await page.PressAsync("Retirer", ("Reason", "Advertising"), ("Words", "Publicité pour un commerce."));
        Assert.Contains("canards", page.Words, StringComparison.Ordinal);

        var seen = await App.Browse().OpenAsync(Path);
        Assert.Equal(410, seen.Status);
        Assert.Contains("Publicité pour un commerce.", seen.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("canards", seen.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("banc", seen.Document.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("canards", (await App.Browse(World.Author).OpenAsync(Path)).Words, StringComparison.Ordinal);

        await page.PressAsync("Afficher à nouveau");
        Assert.Equal(200, (await App.Browse().OpenAsync(Path)).Status);
    }

    [Fact]
    public async Task An_author_takes_a_proposal_back_and_it_stays_readable()
    {
        var page = await App.Browse(World.Author).OpenAsync($"{Path}/withdraw");
        page = await page.PressAsync("Retirer ma proposition");

        Assert.Equal("Retirée par son auteur", page.Text("state"));
        Assert.Contains("canards", (await App.Browse().OpenAsync(Path)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_can_be_passed_on_and_followed_live()
    {
        var page = await App.Browse().OpenAsync(Path);

        Assert.Equal("Un banc au bord de l’eau", Meta(page, "og:title"));
        Assert.Contains("regarder passer les canards", Meta(page, "og:description"), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector(".qr svg path"));
        Assert.NotNull(page.Document.QuerySelector($"[data-live='proposal:{World.Proposal.Id}'] [data-number=supports]"));
        Assert.NotNull(page.Document.QuerySelector(".map[data-point='5.1,46.5']"));
    }

    [Theory]
    [InlineData("/proposals/999")]
    [InlineData("/proposals/0")]
    [InlineData("/proposals/none")]
    public async Task What_does_not_exist_is_not_found(string path) =>
        Assert.Equal(404, (await App.Browse(World.Council).OpenAsync(path)).Status);

    [Fact]
    public async Task A_proposal_of_an_unpublished_space_is_the_councils()
    {
        await App.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("update spaces set published_at = null"));

        Assert.Equal(404, (await App.Browse(World.Author).OpenAsync(Path)).Status);
        Assert.Equal(200, (await App.Browse(World.Council).OpenAsync(Path)).Status);
    }

    private static string Meta(Page page, string name) => page.Document.QuerySelector($"meta[property='{name}']")?.GetAttribute("content") ?? "";

    private async Task<HttpResponseMessage> PostAsync(string who, string act)
    {
        var person = who switch
        {
            "visitor" => null,
            "stranger" => World.Stranger,
            "neighbour" => World.Neighbour,
            "author" => World.Author,
            "moderator" => World.Moderator,
            _ => World.Council,
        };
        var http = App.Browse(person, follow: false).Http;
        var token = person is null ? "" : await TokenAsync(http);
        return await http.PostAsync($"{Path}/{act}", new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", token), new("State", "Accepted"), new("Answer", "Oui."), new("Reason", "Publicité."),
        ]));
    }

    /// <summary>From a form that every signed-in person has: the one that signs out.</summary>
    private static async Task<string> TokenAsync(HttpClient http) =>
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await http.GetStringAsync("/"))
            .QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private Task<int> SupportsAsync() => App.WithDbAsync(db => db.Supports.CountAsync());
}
