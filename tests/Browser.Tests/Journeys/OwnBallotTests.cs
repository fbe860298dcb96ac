using Microsoft.Playwright;
using Participation.Browser.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Participation.Browser.Tests.Journeys;

/// <summary>What a voter's own device works out from the ballot it kept.</summary>
public class OwnBallotTests(DemoTownServed demo, Chromium chromium)
{
    [Fact]
    public async Task Who_kept_a_ballot_sees_which_of_its_projects_were_chosen_and_others_of_the_same_browser_see_nothing()
    {
        var page = await (await chromium.OpenAsync((await demo.Town).Address, width: 360)).NewPageAsync();
        await page.SignInAsync(Somebody.Resident);
        await page.GotoAsync("/budgets/1/results");
        var section = page.Locator("[data-own-ballot]");
        await Expect(section).ToBeHiddenAsync();
        var chosen = await page.Locator("[data-testid=won]").First.GetAttributeAsync("data-code");

        var voter = await section.GetAttributeAsync("data-voter");
        await page.EvaluateAsync("([voter, chosen]) => localStorage.setItem(`ballot:1:${voter}`, JSON.stringify({ opening: { b: [chosen] }, receipt: {} }))", new[] { voter, chosen });
        await page.ReloadAsync();

        await Expect(section).ToContainTextAsync("retenus : 1 sur 1.");
        await Expect(section.GetByRole(AriaRole.Listitem)).ToContainTextAsync("– retenu");

        await page.Context.ClearCookiesAsync();
        await page.SignInAsync(Somebody.Newcomer);
        await page.GotoAsync("/budgets/1/results");

        Assert.NotEqual(voter, await section.GetAttributeAsync("data-voter"));
        await Expect(section).ToBeHiddenAsync();
    }
}
