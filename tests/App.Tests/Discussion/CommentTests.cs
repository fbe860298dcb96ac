using System.Net;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Discussion;
using Participation.People;
using Participation.Proposals;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Discussion;

public class CommentTests(Postgres postgres) : TownTests(postgres)
{
    private const string Publish = "Publier le commentaire";

    private Debate _debate = null!;

    private string Page => $"/debates/{_debate.Number}";

    private string Form => $"/discussion/{_debate.Id}/comment";

    protected override async Task ArrangeAsync()
    {
        _debate = new Debate(World.Space, World.Council, LocalizedText.Of("Une place sans voitures ?"), LocalizedText.Of("Qu’en pensez-vous ?"), App.Clock.GetUtcNow());
        await App.SaveAsync(_debate);
    }

    [Fact]
    public async Task A_comment_is_read_where_it_was_written_and_its_author_is_brought_to_it()
    {
        var page = await (await App.Browse(World.Neighbour).OpenAsync(Page)).PressAsync(Publish, ("Body", "Oui, **enfin** !"));

        Assert.Equal(200, page.Status);
        Assert.StartsWith(Page, page.Path, StringComparison.Ordinal);
        Assert.Contains("Votre commentaire est publié.", page.Words, StringComparison.Ordinal);
        Assert.Equal("enfin", page.Document.QuerySelector(".comment .prose strong")!.TextContent);
        Assert.Equal("Bo", page.Document.QuerySelector(".comment .person-name")!.TextContent);
        Assert.Equal("1", page.Text("comments"));
        Assert.Equal("1", page.Document.QuerySelector("[data-pill]")!.GetAttribute("data-seen"));
    }

    [Fact]
    public async Task Proposals_and_projects_are_talked_about_too()
    {
        var project = await App.WithDbAsync(db => db.Projects.OrderBy(p => p.Number).FirstAsync());
        foreach (var topic in new[] { World.Proposal.Id, project.Id })
        {
            var form = await App.Browse(World.Stranger).OpenAsync($"/discussion/{topic}/comment");
            await form.PressAsync(Publish, ("Body", "Très bien."));
        }

        await App.PumpAsync();
        Assert.Equal(1, await App.WithDbAsync(db => db.Proposals.Select(p => p.Comments).SingleAsync()));
        Assert.Equal(1, await App.WithDbAsync(db => db.Projects.Where(p => p.Id == project.Id).Select(p => p.Comments).SingleAsync()));
    }

    [Fact]
    public async Task Whoever_may_read_may_comment_once_signed_in()
    {
        foreach (var person in new[] { World.Stranger, World.Neighbour, World.Author, World.Moderator, World.Council })
        {
            Assert.True((await App.Browse(person).OpenAsync(Page)).Offers(Publish));
        }

        var visitor = await App.Browse().OpenAsync(Page);
        Assert.False(visitor.Offers(Publish));
        Assert.Contains("Connectez-vous", visitor.Words, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync(Form)).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_keeps_what_was_typed()
    {
        var words = new string('x', Comment.BodyMaxLength + 1);
        var page = await (await App.Browse(World.Neighbour).OpenAsync(Page)).PressAsync(Publish, ("Body", words));

        Assert.Equal(409, page.Status);
        Assert.Equal("Le commentaire dépasse 3 000 caractères.", page.ErrorAt("Body")!.Replace("Erreur : ", "", StringComparison.Ordinal));
        Assert.Equal(words, page.Document.QuerySelector("textarea")!.TextContent);

        page = await page.PressAsync(Publish, ("Body", "  "));
        Assert.Equal(409, page.Status);
        Assert.Contains("Écrivez votre commentaire", page.ErrorAt("Body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_the_phase_is_over_the_reason_stands_where_the_form_was()
    {
        var open = await App.Browse(World.Neighbour).OpenAsync(Page);
        App.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal(409, (await open.PressAsync(Publish, ("Body", "Trop tard ?"))).Status);
        var page = await App.Browse(World.Neighbour).OpenAsync(Page);
        Assert.False(page.Offers(Publish));
        Assert.Contains("Les commentaires sont clos depuis le", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_cannot_be_commented_on()
    {
        var draft = new Proposal(World.Space, World.Author, App.Clock.GetUtcNow());
        await App.SaveAsync(draft);

        Assert.Equal(404, (await App.Browse(World.Neighbour).OpenAsync($"/discussion/{draft.Id}/comment")).Status);
        Assert.Equal(404, (await App.Browse(World.Neighbour).OpenAsync($"/discussion/{Guid.NewGuid()}/comment")).Status);

        await UnpublishAsync();
        foreach (var path in new[] { Page, Form, $"/spaces/{World.Space.Slug}/debates" })
        {
            Assert.Equal(404, (await App.Browse(World.Moderator).OpenAsync(path)).Status);
            Assert.Equal(200, (await App.Browse(World.Council).OpenAsync(path)).Status);
        }
    }

    [Fact]
    public async Task Answers_stand_under_what_they_answer_three_deep_and_deeper_ones_say_whom_they_answer()
    {
        var first = await PostAsync(World.Author, "Un", null);
        var second = await PostAsync(World.Neighbour, "Deux", first);
        var third = await PostAsync(World.Author, "Trois", second);
        var fourth = await PostAsync(World.Neighbour, "Quatre", third);

        var page = await App.Browse().OpenAsync(Page);

        Assert.NotNull(page.Document.QuerySelector($"#c-{first.Id} #c-{second.Id} #c-{third.Id}"));
        Assert.Null(page.Document.QuerySelector($"#c-{third.Id} #c-{fourth.Id}"));
        Assert.NotNull(page.Document.QuerySelector($"#c-{second.Id} #c-{fourth.Id}"));
        Assert.Contains("en réponse à Ama", page.Document.QuerySelector($"#c-{fourth.Id} > .person")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answering_works_without_a_script()
    {
        var first = await PostAsync(World.Author, "Un", null);
        var browser = App.Browse(World.Neighbour);
        var page = await browser.OpenAsync(Page);

        var link = page.Document.QuerySelector($"#c-{first.Id} [data-reply]")!.GetAttribute("href")!;
        Assert.EndsWith("#reply-form", link, StringComparison.Ordinal);
        page = await browser.OpenAsync(link);
        Assert.NotNull(page.Document.QuerySelector($"#c-{first.Id} #reply-form textarea"));
        page = await page.PressAsync("Publier la réponse", ("Body", "Deux"));

        Assert.Equal("Deux", page.Document.QuerySelector($"#c-{first.Id} .comment .prose")!.TextContent.Trim());
    }

    [Fact]
    public async Task Nobody_answers_what_was_hidden_meanwhile()
    {
        var first = await PostAsync(World.Author, "Un", null);
        var page = await App.Browse(World.Neighbour).OpenAsync($"{Page}?reply={first.Id}");
        await HideAsync(first);

        page = await page.PressAsync("Publier la réponse", ("Body", "Pourquoi ?"));

        Assert.Equal(409, page.Status);
        Assert.Contains("Ce commentaire n’est plus affiché.", page.Words, StringComparison.Ordinal);
        Assert.Equal("Pourquoi ?", page.Document.QuerySelector("textarea")!.TextContent);
    }

    [Fact]
    public async Task An_answer_to_a_comment_on_something_else_finds_nothing()
    {
        var elsewhere = await PostAsync(World.Author, "Ailleurs", null, World.Proposal.Id, World.Proposal);

        Assert.Equal(404, (await App.Browse(World.Neighbour).OpenAsync($"{Form}?parent={elsewhere.Id}")).Status);
    }

    [Fact]
    public async Task Hidden_words_are_nowhere_and_the_reason_is_where_they_were()
    {
        var first = await PostAsync(World.Author, "Des mots blessants", null);
        var answer = await PostAsync(World.Neighbour, "Restons polis", first);
        await HideAsync(first);

        foreach (var reader in new[] { null, World.Author, World.Moderator })
        {
            var page = await App.Browse(reader).OpenAsync(Page);
            Assert.DoesNotContain("Des mots blessants", page.Document.Source.Text, StringComparison.Ordinal);
            Assert.Contains("retiré par la modération : Propos blessants ou insultants", page.Words, StringComparison.Ordinal);
            Assert.NotNull(page.Document.QuerySelector($"#c-{first.Id} #c-{answer.Id}"));
        }

        Assert.Contains("Hurtful or insulting words", (await App.Browse(language: "en").OpenAsync(Page)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_speak_for_the_town_are_marked()
    {
        await PostAsync(World.Council, "La mairie", null);
        await PostAsync(World.Moderator, "La modération", null);
        await PostAsync(World.Neighbour, "Moi", null);

        var page = await App.Browse().OpenAsync(Page);

        Assert.Equal(["", "Modération", "Mairie"], page.Document.QuerySelectorAll(".comment").Select(c => c.QuerySelector(".status")?.TextContent.Trim() ?? ""));
        Assert.Single(page.Document.QuerySelectorAll(".comment.is-official"));
    }

    [Fact]
    public async Task An_author_mends_their_words_for_a_quarter_of_an_hour()
    {
        var comment = await PostAsync(World.Neighbour, "Ouii", null);
        var edit = $"/comments/{comment.Id}/edit";
        var page = await (await App.Browse(World.Neighbour).OpenAsync(edit)).PressAsync("Enregistrer", ("Body", "Oui"));

        Assert.Equal("Oui", page.Document.QuerySelector(".comment .prose")!.TextContent.Trim());
        Assert.Contains("modifié", page.Document.QuerySelector(".comment .person")!.TextContent, StringComparison.Ordinal);

        var late = await App.Browse(World.Neighbour).OpenAsync(edit);
        App.Clock.Advance(Comment.EditTime);
        Assert.Equal(409, (await late.PressAsync("Enregistrer", ("Body", "Non"))).Status);
        Assert.False((await App.Browse(World.Neighbour).OpenAsync(edit)).Offers("Enregistrer"));
        Assert.Null((await App.Browse(World.Neighbour).OpenAsync(Page)).Document.QuerySelector($"a[href='{edit}']"));
    }

    [Fact]
    public async Task Nobody_mends_the_words_of_others()
    {
        var comment = await PostAsync(World.Neighbour, "Oui", null);
        foreach (var other in new[] { World.Author, World.Moderator, World.Council })
        {
            var page = await App.Browse(other).OpenAsync($"/comments/{comment.Id}/edit");
            Assert.False(page.Offers("Enregistrer"));
            Assert.Contains("Ce commentaire n’est pas le vôtre.", page.Words, StringComparison.Ordinal);
        }

        Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync($"/comments/{comment.Id}/edit")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threads_come_twenty_a_page_in_either_order_without_gap_or_repetition()
    {
        var written = new List<string>();
        for (var i = 1; i <= 45; i++)
        {
            await PostAsync(World.Neighbour, $"N{i}", null);
            written.Add($"N{i}");
        }

        Assert.Equal(Enumerable.Reverse(written), await ReadAllAsync(Page));
        Assert.Equal(written, await ReadAllAsync($"{Page}?order=oldest"));
    }

    [Fact]
    public async Task A_long_thread_is_cut_and_read_on_a_page_of_its_own()
    {
        var first = await PostAsync(World.Author, "Un", null);
        for (var i = 1; i <= CommentQueries.AnswersShown + 3; i++)
        {
            await PostAsync(World.Neighbour, $"R{i}", first);
        }

        var browser = App.Browse();
        var page = await browser.OpenAsync(Page);
        Assert.Equal(CommentQueries.AnswersShown + 1, page.Document.QuerySelectorAll(".comment").Length);
        var more = page.Document.QuerySelectorAll("#comments a").Single(a => a.TextContent == "Afficher 3 autres réponses");

        page = await browser.OpenAsync(more.GetAttribute("href")!);
        Assert.Equal(CommentQueries.AnswersShown + 4, page.Document.QuerySelectorAll(".comment").Length);
    }

    [Fact]
    public async Task The_address_of_a_comment_leads_to_the_page_it_is_on()
    {
        var comments = new List<Comment>();
        for (var i = 1; i <= 30; i++)
        {
            comments.Add(await PostAsync(World.Neighbour, $"N{i}", null));
        }

        for (var i = 1; i <= 25; i++)
        {
            comments.Add(await PostAsync(World.Neighbour, $"R{i}", comments[0]));
        }

        var browser = App.Browse();
        foreach (var comment in comments)
        {
            var page = await browser.OpenAsync($"/comments/{comment.Id}");
            Assert.NotNull(page.Document.QuerySelector($"#c-{comment.Id}"));
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java&#115;cript:alert(1))")]
    [InlineData("[x](&#x6A;avascript:alert(1))")]
    [InlineData("[x](\u0001javascript:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](vbscript:msgbox(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("![x](https://example.org/\"onerror=alert(1)//)")]
    [InlineData("[x](https://example.org \"\" onmouseover=alert(1) \"\")")]
    [InlineData("[x]: javascript:alert(1)\n\n[x]")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("`<script>`\n\n    <script>alert(1)</script>")]
    [InlineData("|a|\n|-|\n|<iframe src=//example.org>|")]
    [InlineData("<style>*{display:none}</style>")]
    [InlineData("</div></article><form action=//example.org><input name=x>")]
    public void No_words_become_a_programme_or_a_form(string words)
    {
        var html = Markdown.ToHtml(words);
        var body = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).Body!;

        Assert.Empty(body.QuerySelectorAll("script, img, svg, iframe, object, embed, form, input, style, link, meta, base"));
        foreach (var element in body.QuerySelectorAll("*"))
        {
            Assert.All(element.Attributes, a => Assert.False(a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name is "style", html));
            Assert.Matches("^(https?:|mailto:|#|/[^/\\\\]|$)", element.GetAttribute("href") ?? "");
        }
    }

    [Fact]
    public async Task A_name_is_never_markup()
    {
        var nasty = World.Named("<b onclick=x>Eve</b>", App.Clock.GetUtcNow());
        await App.SaveAsync(nasty);
        await PostAsync(nasty, "Bonjour", null);

        var page = await App.Browse(World.Neighbour).OpenAsync(Page);

        Assert.Equal("<b onclick=x>Eve</b>", page.Document.QuerySelector(".comment .person-name")!.TextContent);
        Assert.Null(page.Document.QuerySelector("[onclick]"));
    }

    [Fact]
    public async Task A_comment_needs_the_token_of_its_page()
    {
        using var body = new FormUrlEncodedContent([KeyValuePair.Create("Body", "Forgé")]);
        var answer = await App.Browse(World.Neighbour).Http.PostAsync(Form, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<List<string>> ReadAllAsync(string? path)
    {
        var browser = App.Browse();
        var read = new List<string>();
        while (path is not null)
        {
            var page = await browser.OpenAsync(path);
            var here = page.Document.QuerySelectorAll(".comment .prose").Select(c => c.TextContent.Trim()).ToList();
            Assert.InRange(here.Count, 1, CommentQueries.ThreadsAPage);
            read.AddRange(here);
            path = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        return read;
    }

    private Task<Comment> PostAsync(Person person, string body, Comment? parent) => PostAsync(person, body, parent, _debate.Id, _debate);

    private Task<Comment> PostAsync(Person person, string body, Comment? parent, Guid topicId, ICommentable thing) => App.WithDbAsync(async db =>
    {
        // No two are written in the same millisecond, by which they are ordered.
        App.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var topic = await db.Topics.SingleAsync(t => t.Id == topicId);
        var comment = Comment.Post(World.Space, thing, topic, parent, person, body, App.Clock.GetUtcNow());
        db.Add(comment);
        await db.SaveChangesAsync();
        return comment;
    });

    private Task<int> HideAsync(Comment comment) => App.WithDbAsync(async db =>
    {
        var topic = await db.Topics.SingleAsync(t => t.Id == comment.TopicId);
        (await db.Comments.SingleAsync(c => c.Id == comment.Id)).Hide(topic, World.Moderator, "insult", App.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    private Task<int> UnpublishAsync() => App.WithDbAsync(async db =>
    {
        (await db.Spaces.SingleAsync()).Withdraw(World.Council.Id, App.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });
}
