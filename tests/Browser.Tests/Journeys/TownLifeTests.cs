using Microsoft.Playwright;
using Participation.App.Tests.Support;
using Participation.Browser.Tests.Support;
using Participation.Jobs.Budgets;
using Participation.Jobs.Engine;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Participation.Browser.Tests.Journeys;

/// <summary>From an idea to the published result, with others looking on.</summary>
public class TownLifeTests(Postgres postgres, Chromium chromium) : IAsyncLifetime
{
    private ServedTown _town = null!;
    private IPage _resident = null!, _council = null!, _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _town = ServedTown.Start(await postgres.CopyAsync(), demo: true);
        _resident = await (await chromium.OpenAsync(_town.Address)).NewPageAsync();
        _council = await (await chromium.OpenAsync(_town.Address)).NewPageAsync();
        _visitor = await (await chromium.OpenAsync(_town.Address, width: 360)).NewPageAsync();
        await _resident.SignInAsync(Somebody.Resident);
        await _council.SignInAsync(Somebody.Council);
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task An_idea_is_published_supported_and_discussed_before_everyones_eyes()
    {
        var address = await ProposeAsync("Un abri pour attendre le bus au sec");
        await _council.GotoAsync(address);
        await _visitor.GotoAsync(address);
        await Expect(_visitor.Locator("h1")).ToHaveTextAsync("Un abri pour attendre le bus au sec");
        await ListeningAsync(_resident, _visitor);

        await _council.GetByRole(AriaRole.Button, new() { Name = "Soutenir" }).ClickAsync();

        await Expect(_resident.Locator("[data-number=supports]").First).ToHaveTextAsync("1");
        await Expect(_visitor.Locator("[data-number=supports]").First).ToHaveTextAsync("1");

        await CommentAsync(_council, "Le service des transports regarde où il y a la place.");

        await Expect(_visitor.GetByRole(AriaRole.Button, new() { Name = "1 nouveau commentaire" })).ToBeVisibleAsync();
        await Expect(_visitor.GetByText("Le service des transports regarde")).ToHaveCountAsync(0);

        await _visitor.GetByRole(AriaRole.Button, new() { Name = "1 nouveau commentaire" }).ClickAsync();

        await Expect(_visitor.GetByText("Le service des transports regarde")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task News_move_nothing_and_take_no_focus()
    {
        var address = await ProposeAsync("Des arceaux devant la médiathèque");
        await _resident.GotoAsync(address);
        await _council.GotoAsync(address);
        await ListeningAsync(_resident);
        var writing = _resident.Locator("textarea").First;
        await writing.FillAsync("Je suis en train d’écrire");
        await writing.FocusAsync();
        var before = await writing.BoundingBoxAsync();

        await _council.GetByRole(AriaRole.Button, new() { Name = "Soutenir" }).ClickAsync();
        await CommentAsync(_council, "Bonne idée, nous comptons les vélos cette semaine.");
        await Expect(_resident.Locator("[data-pill]:not([hidden])")).ToBeVisibleAsync();

        var after = await writing.BoundingBoxAsync();
        Assert.Equal((before!.X, before.Y, before.Width), (after!.X, after.Y, after.Width));
        Assert.True(await writing.EvaluateAsync<bool>("field => document.activeElement === field"));
        Assert.Equal("Je suis en train d’écrire", await writing.InputValueAsync());
    }

    [Fact]
    public async Task A_ballot_is_cast_the_vote_closes_at_its_minute_and_the_result_is_there()
    {
        await _resident.GotoAsync("/");
        await _resident.GetByRole(AriaRole.Link, new() { Name = "Choisir mes projets" }).ClickAsync();
        var budget = new Uri(_resident.Url).AbsolutePath.Replace("/vote", "", StringComparison.Ordinal);
        await _visitor.GotoAsync(budget);
        await ListeningAsync(_visitor);
        var turnout = _visitor.Locator("[data-number=turnout]").First;
        var before = int.Parse(await turnout.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.DoesNotMatch(@"\d\s*voix", await _visitor.Locator("main").InnerTextAsync());

        await CastAsync();

        await Expect(turnout).ToHaveTextAsync($"{before + 1}");

        _town.Clock.Advance(TimeSpan.FromDays(12));
        await _town.WithAsync<IJob<CloseVotes>>(job => job.RunAsync(new CloseVotes(), CancellationToken.None));

        await Expect(_visitor.Locator("[data-notice-for]:not([hidden])")).ToBeVisibleAsync();
        await _visitor.GotoAsync($"{budget}/results");
        await Expect(_visitor.Locator("h1")).ToContainTextAsync("retenu");
        await Expect(_visitor.Locator("main")).ToContainTextAsync($"{before + 1} personnes ont voté");
    }

    [Fact]
    public async Task A_voter_checks_her_receipt_and_later_the_whole_vote_on_her_own_device()
    {
        await _resident.GotoAsync("/");
        await _resident.GetByRole(AriaRole.Link, new() { Name = "Choisir mes projets" }).ClickAsync();
        var budget = new Uri(_resident.Url).AbsolutePath.Replace("/vote", "", StringComparison.Ordinal);
        await _resident.Locator("input[name=Projects]").Nth(0).CheckAsync();
        await _resident.GetByRole(AriaRole.Button, new() { Name = "Relire mon bulletin" }).ClickAsync();
        await Expect(_resident.Locator("[data-ballot-status]")).ToContainTextAsync("Le code de votre bulletin sera");
        var announced = await _resident.Locator("[data-ballot-status]").InnerTextAsync();
        await _resident.GetByRole(AriaRole.Button, new() { Name = "Déposer mon bulletin" }).ClickAsync();
        await Expect(_resident.Locator("[data-receipt-status]")).ToContainTextAsync("Votre appareil a vérifié ce reçu");
        Assert.Contains(await _resident.GetByTestId("tracker").InnerTextAsync(), announced, StringComparison.Ordinal);
        var kept = await _resident.Locator("[data-receipt]").GetAttributeAsync("data-receipt");

        await _resident.GotoAsync($"{budget}/vote");
        await _resident.Locator("input[name=Projects]").Nth(1).CheckAsync();
        await _resident.GetByRole(AriaRole.Button, new() { Name = "Relire mon bulletin" }).ClickAsync();
        await Expect(_resident.Locator("input[name=Secret]")).Not.ToHaveValueAsync("");
        await _resident.GetByRole(AriaRole.Button, new() { Name = "Déposer mon bulletin" }).ClickAsync();
        await Expect(_resident.Locator("[data-receipt-status]")).ToContainTextAsync("Votre appareil a vérifié ce reçu");

        Assert.Equal(1, await _resident.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('ballot:')).length"));

        _town.Clock.Advance(TimeSpan.FromDays(12));
        await _town.WithAsync<IJob<CloseVotes>>(job => job.RunAsync(new CloseVotes(), CancellationToken.None));
        await _resident.GotoAsync($"{budget}/results");
        await Expect(_resident.Locator("[data-own-ballot]")).ToContainTextAsync("Parmi vos projets, retenus :");
        using var http = new HttpClient { BaseAddress = new Uri(_town.Address) };
        var bundle = await http.GetByteArrayAsync($"{budget}/bundle");
        await _visitor.GotoAsync($"{budget}/verify");
        await Expect(_visitor.GetByRole(AriaRole.Button, new() { Name = "Vérifier" })).ToBeEnabledAsync();
        await _visitor.Context.SetOfflineAsync(true);

        await VerifyAsync(bundle, "une autre page");
        await Expect(_visitor.GetByTestId("verdict")).ToContainTextAsync("Ce vote est tel que la commune le dit.");
        await Expect(_visitor.Locator("[data-verify-checks]")).ToContainTextAsync("Le fichier donné comme reçu n’en est pas un");

        await VerifyAsync(bundle, kept!);
        await Expect(_visitor.Locator("[data-verify-checks]")).Not.ToContainTextAsync("Le fichier donné comme reçu n’en est pas un");
        await Expect(_visitor.GetByTestId("verdict")).ToContainTextAsync("Ce vote est tel que la commune le dit.");

        var spoilt = System.Text.Encoding.UTF8.GetString(bundle);
        var opening = spoilt.IndexOf("{\"b\":", StringComparison.Ordinal);
        await VerifyAsync(System.Text.Encoding.UTF8.GetBytes(spoilt.Remove(opening + 7, 1).Insert(opening + 7, "9")), kept!);
        await Expect(_visitor.GetByTestId("verdict")).ToContainTextAsync("Ce vote n’est pas tel que la commune le dit.");
        await Expect(_visitor.Locator("[data-verify-checks]")).ToContainTextAsync("n’est pas dans le registre");
    }

    private async Task VerifyAsync(byte[] bundle, string kept)
    {
        await _visitor.Locator("#bundle").SetInputFilesAsync(new FilePayload { Name = "vote.bundle", MimeType = "application/x-ndjson", Buffer = bundle });
        await _visitor.Locator("#kept").SetInputFilesAsync(new FilePayload { Name = "recu.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(kept) });
        await _visitor.GetByRole(AriaRole.Button, new() { Name = "Vérifier" }).ClickAsync();
    }

    [Fact]
    public async Task The_whole_way_to_a_ballot_goes_by_keyboard()
    {
        await _resident.GotoAsync("/");
        await _resident.Keyboard.PressAsync("Tab");
        await _resident.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await _resident.EvaluateAsync<string>("document.activeElement.id"));

        await TabToAsync("a", "Choisir mes projets");
        await _resident.Keyboard.PressAsync("Enter");
        await _resident.WaitForURLAsync("**/vote");
        await TabToAsync("input", "");
        await _resident.Keyboard.PressAsync("Space");
        await TabToAsync("button", "Relire mon bulletin");
        await _resident.Keyboard.PressAsync("Enter");
        await Expect(_resident.Locator("h1")).ToHaveTextAsync("Relisez votre bulletin");
        await TabToAsync("button", "Déposer mon bulletin");
        await _resident.Keyboard.PressAsync("Enter");

        await Expect(_resident.Locator("h1")).ToContainTextAsync("votre bulletin est dans l’urne");
    }

    private async Task<string> ProposeAsync(string title)
    {
        await _resident.GotoAsync("/spaces/plan-velo-et-marche/proposals/new");
        await _resident.Locator("#Title").FillAsync(title);
        await _resident.Locator("#Body").FillAsync("Chaque matin d’hiver on attend sous la pluie. Un toit et un banc suffiraient.");
        await _resident.Locator("input[name=Category]").First.CheckAsync();
        await _resident.GetByRole(AriaRole.Button, new() { Name = "Relire avant de publier" }).ClickAsync();
        await _resident.GetByRole(AriaRole.Button, new() { Name = "Publier", Exact = false }).ClickAsync();
        await Expect(_resident.Locator("h1")).ToHaveTextAsync(title);
        return new Uri(_resident.Url).AbsolutePath;
    }

    private static async Task CommentAsync(IPage page, string text)
    {
        await page.Locator("form.comment-form textarea").First.FillAsync(text);
        await page.Locator("form.comment-form button:not([type=button])").First.ClickAsync();
        await Expect(page.GetByText(text)).ToBeVisibleAsync();
    }

    private async Task CastAsync()
    {
        await _resident.Locator("input[name=Projects]").Nth(0).CheckAsync();
        await _resident.GetByRole(AriaRole.Button, new() { Name = "Relire mon bulletin" }).ClickAsync();
        await _resident.GetByRole(AriaRole.Button, new() { Name = "Déposer mon bulletin" }).ClickAsync();
        await Expect(_resident.Locator("h1")).ToContainTextAsync("votre bulletin est dans l’urne");
    }

    /// <summary>Presses Tab until the focus is on such an element with these words.</summary>
    private async Task TabToAsync(string tag, string words)
    {
        for (var i = 0; i < 80; i++)
        {
            await _resident.Keyboard.PressAsync("Tab");
            var focused = await _resident.EvaluateAsync<string>("`${document.activeElement.tagName.toLowerCase()} ${document.activeElement.textContent}`");
            if (focused.StartsWith(tag + " ", StringComparison.Ordinal) && focused.Contains(words, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"Tab never came to the {tag} '{words}'.");
    }

    private static async Task ListeningAsync(params IPage[] pages)
    {
        foreach (var page in pages)
        {
            await Expect(page.Locator("html[data-listening]")).ToHaveCountAsync(1);
        }
    }
}
