using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Participation.App.Tests.Support;
using Participation.Browser.Tests.Support;
using Participation.Database;
using Participation.Discussion;
using Participation.Moderation;
using Participation.People;
using Participation.Spaces;
using Participation.Texts;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Participation.Browser.Tests.Discussion;

public class TalkTests(Postgres postgres, Chromium chromium) : IAsyncLifetime
{
    private ServedTown _town = null!;
    private IPage _resident = null!;
    private Debate _debate = null!;
    private Space _space = null!;
    private Person _author = null!;
    private Person _other = null!;

    public async ValueTask InitializeAsync()
    {
        _town = ServedTown.Start(await postgres.CopyAsync(), demo: true);
        _resident = await (await chromium.OpenAsync(_town.Address)).NewPageAsync();
        await _resident.SignInAsync(Somebody.Resident);

        var now = _town.Clock.GetUtcNow();
        (_author, _other) = (new Person("Ama", now), new Person("Bo", now));
        var council = new Person("Cléo", now);
        council.Appoint(Role.Council, null, now);
        _space = new Space("place", LocalizedText.Of("La place"), now);
        _space.Plan(LocalizedText.Of("On parle"), LocalizedText.Empty, now.AddDays(-1), now.AddDays(30), Acts.Comment, now);
        _space.Publish(now);
        await _town.SaveAsync(_author, _other, council, _space);
        _debate = new Debate(_space, council, LocalizedText.Of("Une place sans voitures ?"), LocalizedText.Empty, now);
        await _town.SaveAsync(_debate);
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task An_answer_is_typed_under_what_it_answers_and_outlives_what_others_say_meanwhile()
    {
        var first = await PostAsync(_author, "Et les livraisons ?");
        await _resident.GotoAsync($"/debates/{_debate.Number}");
        await ListeningAsync();
        await _resident.GetByRole(AriaRole.Link, new() { Name = "Répondre à Ama" }).ClickAsync();
        var answer = _resident.Locator($"#c-{first.Id} #reply-form textarea");
        await Expect(answer).ToBeFocusedAsync();
        await answer.FillAsync("Le matin, avant dix heures.");

        await PostAsync(_other, "Et les jours de marché ?");
        await _resident.GetByRole(AriaRole.Button, new() { Name = "1 nouveau commentaire" }).ClickAsync();
        await Expect(_resident.GetByText("Et les jours de marché ?")).ToBeVisibleAsync();
        await Expect(_resident.Locator("article.comment:focus")).ToContainTextAsync("Et les jours de marché ?");

        await Expect(answer).ToHaveValueAsync("Le matin, avant dix heures.");
        await _resident.GetByRole(AriaRole.Button, new() { Name = "Publier la réponse" }).ClickAsync();
        await Expect(_resident.Locator($"#c-{first.Id} .comment .prose")).ToHaveTextAsync("Le matin, avant dix heures.");
        await Expect(_resident.Locator("[data-number=comments]")).ToHaveTextAsync("3");
        await ListeningAsync();
        await Expect(_resident.Locator("[data-pill]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task An_answer_thought_better_of_leaves_the_page_as_it_was()
    {
        await PostAsync(_author, "Et les livraisons ?");
        await _resident.GotoAsync($"/debates/{_debate.Number}");
        var reply = _resident.GetByRole(AriaRole.Link, new() { Name = "Répondre à Ama" });
        await reply.ClickAsync();

        await _resident.Locator("#reply-form").GetByRole(AriaRole.Link, new() { Name = "Annuler" }).ClickAsync();

        await Expect(_resident.Locator("#reply-form")).ToHaveCountAsync(0);
        await Expect(reply).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Far_back_in_a_discussion_the_news_lead_to_where_they_are()
    {
        const int Many = CommentQueries.ThreadsAPage + 5;
        for (var i = 0; i < Many; i++)
        {
            await PostAsync(_author, $"N{i}");
        }

        // The counter follows; a page opened before it has would take the last ones for news.
        await _resident.GotoAsync($"/debates/{_debate.Number}");
        await Expect(_resident.Locator("[data-number=comments]")).ToHaveTextAsync($"{Many}");
        await _resident.GetByRole(AriaRole.Link, new() { Name = "Commentaires suivants" }).ClickAsync();
        await Expect(_resident.GetByText("N0", new() { Exact = true })).ToBeVisibleAsync();
        await ListeningAsync();
        await Expect(_resident.Locator("[data-pill]")).ToBeHiddenAsync();

        await PostAsync(_other, "Du nouveau");
        await _resident.GetByRole(AriaRole.Button, new() { Name = "nouveau commentaire" }).ClickAsync();

        await Expect(_resident.GetByText("Du nouveau")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_moderator_clears_the_queue_by_keyboard()
    {
        foreach (var words in new[] { "Un", "Deux", "Trois" })
        {
            var comment = await PostAsync(_author, words);
            await _town.SaveAsync(new Report(ReportedKind.Comment, comment.Id, _author.Id, _other, ReportReason.Insult, null, comment.WrittenAt));
        }

        var moderator = await (await chromium.OpenAsync(_town.Address)).NewPageAsync();
        await moderator.SignInAsync(Somebody.Moderator);
        await moderator.GotoAsync("/moderation");
        var waiting = await moderator.Locator("[data-case]").CountAsync();

        await moderator.Keyboard.PressAsync("j");
        await moderator.Keyboard.PressAsync("j");
        await moderator.Keyboard.PressAsync("k");
        await Expect(moderator.Locator("[data-case]:focus")).ToContainTextAsync("Trois");
        await TabToButtonAsync(moderator, "Laisser affiché");
        await moderator.Keyboard.PressAsync("Enter");
        await Expect(moderator.Locator("[data-case]")).ToHaveCountAsync(waiting - 1);

        await Expect(moderator.Locator("[data-case]:focus")).ToContainTextAsync("Deux");
    }

    private static async Task TabToButtonAsync(IPage page, string name)
    {
        for (var i = 0; i < 10; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if ((await page.EvaluateAsync<string>("document.activeElement.textContent")).Contains(name, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"'{name}' is not reached by keyboard.");
    }

    private Task ListeningAsync() => Expect(_resident.Locator("html[data-listening]")).ToHaveCountAsync(1);

    private Task<Comment> PostAsync(Person person, string body) => _town.WithAsync<ParticipationDb, Comment>(async db =>
    {
        var topic = await db.Topics.SingleAsync(t => t.Id == _debate.Id);
        var comment = Comment.Post(_space, _debate, topic, null, person, body, _town.Clock.GetUtcNow());
        db.Add(comment);
        await db.SaveChangesAsync();
        return comment;
    });
}
