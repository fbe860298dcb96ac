using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Discussion;
using Participation.Moderation;
using Participation.People;
using Participation.Proposals;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Moderation;

public class ModerationTests(Postgres postgres) : TownTests(postgres)
{
    private const string Send = "Envoyer le signalement";

    private Debate _debate = null!;
    private Comment _comment = null!;

    protected override async Task ArrangeAsync()
    {
        _debate = new Debate(World.Space, World.Council, LocalizedText.Of("Une place sans voitures ?"), LocalizedText.Empty, App.Clock.GetUtcNow());
        await App.SaveAsync(_debate);
        _comment = await PostAsync("Des mots blessants");
    }

    [Fact]
    public async Task A_report_waits_for_a_moderator_who_removes_the_words_and_says_why()
    {
        var page = await (await App.Browse(World.Neighbour).OpenAsync($"/comments/{_comment.Id}/report")).PressAsync(Send, ("Reason", "Insult"), ("Words", "Il m’insulte."));
        Assert.Contains("La modération va regarder.", page.Words, StringComparison.Ordinal);

        page = await App.Browse(World.Moderator).OpenAsync("/moderation");
        Assert.Contains("Des mots blessants", page.Words, StringComparison.Ordinal);
        Assert.Contains("Il m’insulte.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Bo", page.Document.QuerySelector("[data-case]")!.TextContent.Split(), StringComparer.Ordinal);
        page = await page.PressAsync("Retirer et publier la raison");

        Assert.Equal("/moderation", page.Path);
        Assert.Contains("Aucun signalement n’attend.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Des mots blessants", (await App.Browse().OpenAsync($"/debates/{_debate.Number}")).Words, StringComparison.Ordinal);
        var register = await App.Browse().OpenAsync("/moderation/log");
        Assert.Contains("Propos blessants ou insultants", register.Words, StringComparison.Ordinal);
        Assert.Contains("lundi 1er mars 2027", register.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Des mots blessants", register.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Ama", register.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_moderator_leaves_is_no_longer_waiting_and_the_next_case_comes()
    {
        var other = await PostAsync("Autre chose");
        await ReportAsync(World.Neighbour, _comment);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await ReportAsync(World.Neighbour, other);

        var page = await App.Browse(World.Moderator).OpenAsync("/moderation");
        Assert.Equal([$"case-{other.Id}", $"case-{_comment.Id}"], page.Document.QuerySelectorAll("[data-case]").Select(c => c.Id));
        Assert.Equal(_comment.Id.ToString(), page.Document.QuerySelector("input[name=Next]")!.GetAttribute("value"));
        page = await page.PressAsync("Laisser affiché");

        Assert.Equal([$"case-{_comment.Id}"], page.Document.QuerySelectorAll("[data-case]").Select(c => c.Id));
        Assert.Contains("Autre chose", (await App.Browse().OpenAsync($"/debates/{_debate.Number}")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_of_one_thing_are_one_case()
    {
        await ReportAsync(World.Neighbour, _comment);
        await ReportAsync(World.Stranger, _comment);

        var page = await App.Browse(World.Council).OpenAsync("/moderation");

        Assert.Single(page.Document.QuerySelectorAll("[data-case]"));
        Assert.Contains("2 signalements", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_reports_of_one_person_at_once_count_once()
    {
        var path = $"/comments/{_comment.Id}/report";
        var pages = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.Browse(World.Neighbour).OpenAsync(path)));

        var answers = await Task.WhenAll(pages.Select(page => page.PressAsync(Send, ("Reason", "Insult"))));

        Assert.Equal(1, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal(409, a.Status));
        Assert.Contains("Vous l’avez déjà signalé", answers.First(a => a.Status == 409).Words, StringComparison.Ordinal);
        Assert.Equal(1, await App.WithDbAsync(db => db.Reports.CountAsync()));
    }

    [Fact]
    public async Task A_report_needs_a_reason_and_another_reason_needs_words()
    {
        var page = await (await App.Browse(World.Neighbour).OpenAsync($"/comments/{_comment.Id}/report")).PressAsync(Send, ("Words", "Voilà"));
        Assert.Contains("Choisissez une raison.", page.ErrorAt("Reason"), StringComparison.Ordinal);
        Assert.Equal("Voilà", page.Document.QuerySelector("textarea")!.TextContent);

        page = await page.PressAsync(Send, ("Reason", "Other"), ("Words", " "));
        Assert.Contains("Dites en quelques mots", page.ErrorAt("Words"), StringComparison.Ordinal);
        Assert.True(page.Document.QuerySelector("input[value=Other]")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task A_proposal_is_reported_removed_and_shown_again()
    {
        await (await App.Browse(World.Neighbour).OpenAsync($"/proposals/{World.Proposal.Number}/report")).PressAsync(Send, ("Reason", "Advertising"));
        var moderator = App.Browse(World.Moderator);
        await (await moderator.OpenAsync("/moderation")).PressAsync("Retirer et publier la raison", ("Reason", "Other"), ("Words", "Une réclame pour un magasin."));
        Assert.NotNull(await HiddenAtAsync());
        Assert.Contains("Une réclame pour un magasin.", (await App.Browse().OpenAsync("/moderation/log")).Words, StringComparison.Ordinal);
        Assert.Equal(404, (await App.Browse(World.Stranger).OpenAsync($"/proposals/{World.Proposal.Number}/report")).Status);

        await (await moderator.OpenAsync($"/moderation/{World.Proposal.Id}/show")).PressAsync("Afficher à nouveau");
        Assert.Null(await HiddenAtAsync());
        await App.PumpAsync();
        Assert.Equal(1, await App.WithDbAsync(db => db.Spaces.Select(s => s.Proposals).SingleAsync()));
    }

    [Fact]
    public async Task Removing_twice_counts_once_and_the_last_reason_stands()
    {
        var moderator = App.Browse(World.Moderator);
        var (one, two) = (await moderator.OpenAsync($"/moderation/{_comment.Id}/hide"), await moderator.OpenAsync($"/moderation/{_comment.Id}/hide"));
        await one.PressAsync("Retirer", ("Reason", "Insult"));
        await two.PressAsync("Retirer", ("Reason", "OffTopic"));
        await App.PumpAsync();

        Assert.Equal(0, await App.WithDbAsync(db => db.Debates.Select(d => d.Comments).SingleAsync()));
        Assert.Equal("offtopic", await App.WithDbAsync(db => db.Comments.Select(c => c.HiddenReason).SingleAsync()));
    }

    [Fact]
    public async Task Only_moderators_moderate()
    {
        string[] paths = ["/moderation", $"/moderation/{_comment.Id}/hide", $"/moderation/{_comment.Id}/show", $"/moderation/{_comment.Id}/keep"];
        foreach (var path in paths)
        {
            Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync(path)).Path, StringComparison.Ordinal);
            Assert.Equal(403, (await App.Browse(World.Neighbour).OpenAsync(path)).Status);
            Assert.Equal(403, (await App.Browse(World.Author).OpenAsync(path)).Status);
            Assert.Equal(200, (await App.Browse(World.Moderator).OpenAsync(path)).Status);
            Assert.Equal(200, (await App.Browse(World.Council).OpenAsync(path)).Status);
        }

        Assert.Equal(404, (await App.Browse(World.Moderator).OpenAsync($"/moderation/{Guid.NewGuid()}/hide")).Status);
    }

    [Fact]
    public async Task Who_may_report()
    {
        var path = $"/comments/{_comment.Id}/report";
        Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync(path)).Path, StringComparison.Ordinal);
        foreach (var person in new[] { World.Stranger, World.Neighbour, World.Moderator, World.Council })
        {
            Assert.True((await App.Browse(person).OpenAsync(path)).Offers(Send));
        }

        var own = await App.Browse(World.Author).OpenAsync(path);
        Assert.False(own.Offers(Send));
        Assert.Contains("On ne signale pas ses propres mots.", own.Words, StringComparison.Ordinal);
        Assert.Equal(404, (await App.Browse(World.Neighbour).OpenAsync($"/comments/{Guid.NewGuid()}/report")).Status);
    }

    [Fact]
    public async Task Drafts_are_not_before_the_moderators()
    {
        var draft = new Proposal(World.Space, World.Author, App.Clock.GetUtcNow());
        await App.SaveAsync(draft);

        Assert.Equal(404, (await App.Browse(World.Moderator).OpenAsync($"/moderation/{draft.Id}/hide")).Status);
        Assert.Equal(404, (await App.Browse(World.Neighbour).OpenAsync($"/proposals/{draft.Number}/report")).Status);
    }

    [Fact]
    public async Task Queue_and_register_come_twenty_a_page_without_gap_or_repetition()
    {
        var comments = new List<Comment>();
        for (var i = 0; i < 45; i++)
        {
            // Several at the same moment: the page must not end between them.
            App.Clock.Advance(i % 10 == 0 ? TimeSpan.FromMinutes(1) : TimeSpan.Zero);
            comments.Add(await PostAsync($"N{i}"));
            await ReportAsync(World.Neighbour, comments[^1]);
        }

        var waiting = await ReadAllAsync(App.Browse(World.Moderator), "/moderation", "[data-case]", c => c.Id!);
        Assert.Equal(comments.Select(c => $"case-{c.Id}").Order(), waiting.Order());

        await App.WithDbAsync(async db =>
        {
            var topic = await db.Topics.SingleAsync(t => t.Id == _debate.Id);
            foreach (var (comment, i) in (await db.Comments.Where(c => c.Id != _comment.Id).ToListAsync()).Select((c, i) => (c, i)))
            {
                comment.Hide(topic, World.Moderator, $"other: raison {i}.", App.Clock.GetUtcNow());
            }

            return await db.SaveChangesAsync();
        });
        var removed = await ReadAllAsync(App.Browse(), "/moderation/log", "tbody tr", r => r.TextContent[r.TextContent.IndexOf("raison", StringComparison.Ordinal)..].Trim());
        Assert.Equal(Enumerable.Range(0, 45).Select(i => $"raison {i}.").Order(), removed.Order());
    }

    private static async Task<List<string>> ReadAllAsync(Browser browser, string? path, string selector, Func<AngleSharp.Dom.IElement, string> read)
    {
        var all = new List<string>();
        while (path is not null)
        {
            var page = await browser.OpenAsync(path);
            all.AddRange(page.Document.QuerySelectorAll(selector).Select(read));
            path = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        return all;
    }

    private Task<Comment> PostAsync(string body) => App.WithDbAsync(async db =>
    {
        var topic = await db.Topics.SingleAsync(t => t.Id == _debate.Id);
        var comment = Comment.Post(World.Space, _debate, topic, null, World.Author, body, App.Clock.GetUtcNow());
        db.Add(comment);
        await db.SaveChangesAsync();
        return comment;
    });

    private Task ReportAsync(Person person, Comment comment) =>
        App.SaveAsync(new Report(ReportedKind.Comment, comment.Id, comment.AuthorId, person, ReportReason.Insult, null, App.Clock.GetUtcNow()));

    private Task<DateTimeOffset?> HiddenAtAsync() => App.WithDbAsync(db => db.Proposals.Select(p => p.HiddenAt).SingleAsync());
}
