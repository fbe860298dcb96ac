using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Discussion;
using Participation.Proposals;
using Xunit;

namespace Participation.App.Tests.Proposals;

public class ProposalFormTests(Postgres postgres) : TownTests(postgres)
{
    private const string New = "/spaces/quartier/proposals/new";

    private static readonly (string, string)[] Whole =
        [("Title", "Un verger derrière l’école"), ("Body", "Vingt pommiers pour les **enfants**, et des bancs dessous.")];

    [Fact]
    public async Task A_proposal_is_written_read_over_and_published()
    {
        var page = await App.Browse(World.Neighbour).OpenAsync(New);
        page = await page.PressAsync("Relire avant de publier", [.. Whole, ("Category", World.Category.Id.ToString())]);
        Assert.Equal("enfants", page.Document.QuerySelector(".prose strong")?.TextContent);
        Assert.Equal(404, (await App.Browse().OpenAsync(page.Path.Replace("/publish", ""))).Status);

        page = await page.PressAsync("Publier ma proposition");

        Assert.Equal(200, page.Status);
        Assert.Contains("Votre proposition est publiée.", page.Words, StringComparison.Ordinal);
        Assert.Contains("Un verger derrière l’école", (await App.Browse().OpenAsync(page.Path)).Words, StringComparison.Ordinal);
        Assert.Contains("Nature", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_the_form_keeps_nothing()
    {
        await App.Browse(World.Neighbour).OpenAsync(New);

        Assert.Equal(0, await DraftsAsync());
    }

    [Fact]
    public async Task What_is_missing_is_said_at_each_field_and_what_was_typed_is_kept()
    {
        var page = await App.Browse(World.Neighbour).OpenAsync(New);
        page = await page.PressAsync("Relire avant de publier", ("Title", "Banc"), ("Body", "Court."), ("Address", "Quai bas"));

        Assert.Equal(409, page.Status);
        Assert.Contains("Donnez un titre d’au moins 8 caractères", page.ErrorAt("Title"), StringComparison.Ordinal);
        Assert.Contains("au moins 30 caractères", page.ErrorAt("Body"), StringComparison.Ordinal);
        Assert.Contains("Il reste 2 points à corriger", page.Words, StringComparison.Ordinal);
        Assert.StartsWith("Erreur :", page.Title.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(("Banc", "Court.", "Quai bas"), (Value(page, "Title"), page.Document.QuerySelector("#Body")!.TextContent.Trim(), Value(page, "Address")));
        Assert.Equal(1, await DraftsAsync());

        page = await page.PressAsync("Relire avant de publier", Whole);
        Assert.True(page.Offers("Publier ma proposition"));
        Assert.Equal(1, await DraftsAsync());
    }

    [Fact]
    public async Task A_draft_is_kept_while_typing_and_found_again()
    {
        var browser = App.Browse(World.Neighbour);
        var page = await browser.OpenAsync(New);
        var url = page.Document.QuerySelector("form[data-draft-url]")!.GetAttribute("data-draft-url")!;

        Assert.Equal(204, await SendAsync(page, url, ("Title", "Un ver")));
        Assert.Equal(204, await SendAsync(page, url, ("Title", "Un verger"), ("Body", "Vingt")));
        Assert.Equal(1, await DraftsAsync());

        var mine = await browser.OpenAsync("/account/proposals");
        var again = await browser.OpenAsync(mine.Document.QuerySelector("article h3 a")!.GetAttribute("href")!);
        Assert.Equal("Un verger", Value(again, "Title"));

        page = await page.PressAsync("Relire avant de publier", Whole);
        Assert.True(page.Offers("Publier ma proposition"));
        Assert.Equal(1, await DraftsAsync());
    }

    [Fact]
    public async Task A_text_written_in_another_tab_is_not_replaced_before_its_author_knows()
    {
        var browser = App.Browse(World.Neighbour);
        var page = await browser.OpenAsync(New);
        page = await page.PressAsync("Relire avant de publier", Whole);
        var edit = page.Path.Replace("/publish", "/edit");
        var (one, other) = (await browser.OpenAsync(edit), await browser.OpenAsync(edit));
        await one.PressAsync("Enregistrer et finir plus tard", ("Title", "Un verger dans le premier onglet"));

        other = await other.PressAsync("Enregistrer et finir plus tard", ("Title", "Un verger dans le second onglet"));

        Assert.Equal(409, other.Status);
        Assert.Contains("entre-temps", other.Words, StringComparison.Ordinal);
        Assert.Equal("Un verger dans le second onglet", Value(other, "Title"));
        Assert.Equal("Un verger dans le premier onglet", Value(await browser.OpenAsync(edit), "Title"));

        await other.PressAsync("Enregistrer et finir plus tard");
        Assert.Equal("Un verger dans le second onglet", Value(await browser.OpenAsync(edit), "Title"));
    }

    [Fact]
    public async Task Two_presses_at_once_begin_one_draft()
    {
        var page = await App.Browse(World.Neighbour).OpenAsync(New);
        var url = page.Document.QuerySelector("form[data-draft-url]")!.GetAttribute("data-draft-url")!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync(page, url, ("Title", "Un verger"))));

        Assert.Contains(204, answers);
        Assert.All(answers, status => Assert.True(status is 204 or 409));
        Assert.Equal(1, await DraftsAsync());
    }

    [Fact]
    public async Task The_twenty_first_draft_is_refused_even_when_begun_at_once()
    {
        await App.SaveAsync([.. Enumerable.Range(0, Proposal.MostDrafts - 1).Select(_ => (object)new Proposal(World.Space, World.Neighbour, App.Clock.GetUtcNow()))]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await App.SaveAsync(new Proposal(World.Space, World.Neighbour, App.Clock.GetUtcNow()));
                return null;
            }
            catch (RefusedException e)
            {
                return e.Refusal;
            }
        }));

        Assert.Single(answers, a => a is null);
        Assert.All(answers.OfType<Refusal>(), a => Assert.Equal(ProposalRefusals.TooManyDrafts, a));
        Assert.Equal(Proposal.MostDrafts, await DraftsAsync());
        Assert.Contains("Vous avez déjà 20 brouillons", (await App.Browse(World.Neighbour).OpenAsync(New)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_reads_or_writes_anothers_draft()
    {
        var draft = new Proposal(World.Space, World.Neighbour, App.Clock.GetUtcNow());
        await App.SaveAsync(draft);

        foreach (var person in new[] { null, World.Author, World.Moderator, World.Council })
        {
            Assert.Equal(404, (await App.Browse(person).OpenAsync($"/proposals/{draft.Number}")).Status);
        }

        var page = await App.Browse(World.Author).OpenAsync(New);
        page = await page.PressAsync("Relire avant de publier", [.. Whole, ("Draft", draft.Id.ToString())]);
        Assert.Equal(404, page.Status);
        Assert.Equal("", await App.WithDbAsync(db => db.Proposals.Where(p => p.Id == draft.Id).Select(p => p.Title).SingleAsync()));
    }

    [Fact]
    public async Task The_point_decides_the_district_and_must_lie_in_the_town()
    {
        await App.SaveAsync(Towns.Square("EST", "L’Est", 5.2, 46.4, 5.4, 46.6), Towns.Square("OUEST", "L’Ouest", 5.0, 46.4, 5.2, 46.6));
        var page = await App.Browse(World.Neighbour).OpenAsync(New);

        page = await page.PressAsync("Relire avant de publier", [.. Whole, ("Longitude", "2.35"), ("Latitude", "48.85")]);
        Assert.Contains("hors de la commune", page.ErrorAt("Place"), StringComparison.Ordinal);
        Assert.Equal("2.35", Value(page, "Longitude"));

        page = await page.PressAsync("Relire avant de publier", ("Longitude", "5.3"), ("Latitude", "46.5"));
        Assert.Contains("L’Est", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_point_the_district_is_chosen_from_the_list()
    {
        var west = Towns.Square("OUEST", "L’Ouest", 5.0, 46.4, 5.2, 46.6);
        await App.SaveAsync(west);
        var page = await App.Browse(World.Neighbour).OpenAsync(New);

        page = await page.PressAsync("Relire avant de publier", [.. Whole, ("District", west.Id.ToString())]);

        Assert.Contains("L’Ouest", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_alike_is_shown_before_publishing_and_while_typing()
    {
        var page = await App.Browse(World.Neighbour).OpenAsync(New);
        page = await page.PressAsync("Relire avant de publier", ("Title", "Des bancs au bord de l'eau"), ("Body", "Pour se reposer pendant la promenade."));
        Assert.Contains("Un banc au bord de l’eau", page.Document.QuerySelector("#similar")!.TextContent, StringComparison.Ordinal);

        var typed = await App.Browse().OpenAsync("/spaces/quartier/proposals/similar?q=banc+bord+de+leau");
        Assert.Contains("1 proposition proche existe déjà", typed.Words, StringComparison.Ordinal);
        Assert.Equal(204, (await App.Browse().OpenAsync("/spaces/quartier/proposals/similar?q=piscine")).Status);
        Assert.Equal(204, (await App.Browse().OpenAsync("/spaces/quartier/proposals/similar?q=ba")).Status);
    }

    [Fact]
    public async Task A_draft_can_be_thrown_away()
    {
        var browser = App.Browse(World.Neighbour);
        var page = await (await browser.OpenAsync(New)).PressAsync("Enregistrer et finir plus tard", Whole);
        Assert.Equal("/account/proposals", page.Path);

        page = await page.PressAsync("Supprimer Un verger derrière l’école");

        Assert.Contains("Le brouillon est supprimé.", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await DraftsAsync());
        Assert.Equal(1, await App.WithDbAsync(db => db.Topics.CountAsync(t => t.Kind == TopicKind.Proposal)));
    }

    [Fact]
    public async Task What_is_published_is_mended_until_someone_supports_it()
    {
        var browser = App.Browse(World.Author);
        var edit = $"/proposals/{World.Proposal.Number}/edit";
        var page = await browser.OpenAsync(edit);
        Assert.Null(page.Document.QuerySelector("[data-draft-url]"));

        page = await page.PressAsync("Enregistrer", ("Title", "Court"));
        Assert.NotNull(page.ErrorAt("Title"));
        Assert.Contains("Un banc au bord de l’eau", (await App.Browse().OpenAsync($"/proposals/{World.Proposal.Number}")).Words, StringComparison.Ordinal);

        page = await page.PressAsync("Enregistrer", ("Title", "Deux bancs au bord de l’eau"));
        Assert.Contains("Deux bancs au bord de l’eau", page.Words, StringComparison.Ordinal);

        await (await App.Browse(World.Neighbour).OpenAsync(page.Path)).PressAsync("Soutenir");
        await App.PumpAsync();
        Assert.Contains("Des personnes soutiennent ce texte", (await browser.OpenAsync(edit)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_proposals_are_closed_the_form_says_so_instead()
    {
        App.Clock.Advance(TimeSpan.FromDays(40));
        var page = await App.Browse(World.Neighbour).OpenAsync(New);

        Assert.Contains("Le dépôt des propositions est clos depuis", page.Words, StringComparison.Ordinal);
        Assert.False(page.Offers("Relire avant de publier"));
    }

    [Fact]
    public async Task What_was_typed_when_proposals_closed_is_still_in_the_form()
    {
        var page = await App.Browse(World.Neighbour).OpenAsync(New);
        App.Clock.Advance(TimeSpan.FromDays(40));

        page = await page.PressAsync("Relire avant de publier", Whole);

        Assert.Equal(409, page.Status);
        Assert.Contains("est clos depuis", page.Words, StringComparison.Ordinal);
        Assert.Equal("Un verger derrière l’école", Value(page, "Title"));
    }

    [Theory]
    [InlineData(New)]
    [InlineData("/account/proposals")]
    public async Task A_visitor_signs_in_first(string path) =>
        Assert.StartsWith("/sign-in", (await App.Browse(follow: false).Http.GetAsync(path)).Headers.Location!.ToString().Replace("http://localhost", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public async Task The_preview_draws_the_text_as_it_will_be_shown_and_no_raw_html()
    {
        var browser = App.Browse(World.Neighbour);
        var page = await browser.OpenAsync(New);

        var answer = await browser.Http.PostAsync("/markdown/preview", new FormUrlEncodedContent([new("text", "**gras** <script>alert(1)</script>"), new("__RequestVerificationToken", Value(page, "__RequestVerificationToken"))]));
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Contains("<strong>gras</strong>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    private static string? Value(Page page, string name) => page.Document.QuerySelector($"form.form input[name={name}]")?.GetAttribute("value");

    /// <summary>Sends the form as the page's script does while one types.</summary>
    private static async Task<int> SendAsync(Page page, string url, params (string Name, string Value)[] typed)
    {
        using var parts = new MultipartFormDataContent();
        foreach (var name in new[] { "__RequestVerificationToken", "Draft", "Form", "Version" })
        {
            parts.Add(new StringContent(Value(page, name) ?? ""), name);
        }

        foreach (var (name, value) in typed)
        {
            parts.Add(new StringContent(value), name);
        }

        return (int)(await page.Browser.Http.PostAsync(url, parts)).StatusCode;
    }

    private Task<int> DraftsAsync() => App.WithDbAsync(db => db.Proposals.CountAsync(p => p.State == ProposalState.Draft));
}
