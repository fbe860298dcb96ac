using Microsoft.Playwright;
using Participation.Browser.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Participation.Browser.Tests.Journeys;

/// <summary>What a voter's own device works out from the ballot it kept.</summary>
public class OwnBallotTests(DemoTownServed demo, Chromium chromium)
{
    [Fact]
    public async Task A_device_that_kept_its_ballot_shows_which_of_its_projects_were_chosen_and_others_show_nothing()
    {
        var page = await (await chromium.OpenAsync((await demo.Town).Address, width: 360)).NewPageAsync();
        await page.GotoAsync("/budgets/1/results");
        var section = page.Locator("[data-own-ballot]");
        await Expect(section).ToBeHiddenAsync();
        var chosen = await page.Locator("[data-testid=won]").First.GetAttributeAsync("data-code");

        await page.EvaluateAsync("chosen => localStorage.setItem('ballot:1', JSON.stringify({ opening: { b: [chosen] }, receipt: {} }))", chosen);
        await page.ReloadAsync();

        await Expect(section).ToContainTextAsync("retenus : 1 sur 1.");
        await Expect(section.GetByRole(AriaRole.Listitem)).ToContainTextAsync("– retenu");
    }
}
