using Microsoft.Playwright;
using Participation.Browser.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Participation.Browser.Tests.Journeys;

public class WithoutJavaScriptTests(DemoTownServed demo, Chromium chromium)
{
    [Fact]
    public async Task A_resident_finds_supports_comments_and_votes()
    {
        var page = await (await chromium.OpenAsync((await demo.Town).Address, javaScript: false)).NewPageAsync();
        await page.SignInAsync(Somebody.Resident);

        await page.GotoAsync("/spaces/plan-velo-et-marche/proposals");
        await page.Locator("#q").FillAsync("trottoir");
        await page.GetByRole(AriaRole.Button, new() { Name = "Chercher" }).ClickAsync();
        await page.Locator(".card-title a").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Soutenir" }).ClickAsync();
        await Expect(page.Locator("[data-testid=supported]")).ToBeVisibleAsync();

        await page.Locator("form.comment-form textarea").First.FillAsync("Je passe là tous les jours avec une poussette.");
        await page.Locator("form.comment-form button:not([type=button])").First.ClickAsync();
        await Expect(page.GetByText("Je passe là tous les jours avec une poussette.")).ToBeVisibleAsync();

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Choisir mes projets" }).ClickAsync();
        await page.Locator("input[name=Projects]").Nth(1).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Recalculer" }).ClickAsync();
        await Expect(page.Locator("[data-testid=left]")).ToContainTextAsync("Il vous reste");
        await page.GetByRole(AriaRole.Button, new() { Name = "Relire mon bulletin" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer mon bulletin" }).ClickAsync();

        await Expect(page.Locator("h1")).ToContainTextAsync("votre bulletin est dans l’urne");
    }

    [Fact]
    public async Task A_visitor_changes_language_and_look()
    {
        var page = await (await chromium.OpenAsync((await demo.Town).Address, javaScript: false, width: 360)).NewPageAsync();
        await page.GotoAsync("/spaces/plan-velo-et-marche");

        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "High contrast" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/spaces/plan-velo-et-marche$"));
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "contrast");
    }
}
