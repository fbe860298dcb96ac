using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Participation.Browser.Tests.Support;
using Xunit;

namespace Participation.Browser.Tests.Access;

/// <summary>What must be true of every page, whoever opens it and however they look at it.</summary>
public class EveryPageTests(DemoTownServed demo, Chromium chromium)
{
    private const string Space = "/spaces/plan-velo-et-marche";
    private const string Voting = "/spaces/budget-participatif-2026";

    /// <summary>The page that says there is no such page is a page too.</summary>
    private const string Nowhere = "/nothing-here";

    /// <summary>It is looked at with a checked vote too.</summary>
    private const string Published = "/budgets/1/verify";

    /// <summary>It is looked at with a comparison too.</summary>
    private const string Trial = "/admin/rules-trial";

    private static readonly string[] Open =
    [
        "/", "/spaces", Space, $"{Space}/proposals", $"{Space}/proposals?q=velo&order=supported", "/proposals/20", "/debates/1", $"{Space}/debates",
        Voting, "/budgets/1", "/budgets/2", "/projects/2/1", "/budgets/1/results", "/budgets/1/results?rule=B",
        "/budgets/1/board", Published, "/budgets/2/board", "/budgets/2/verify", "/budgets/2/commission", "/counter", "/results", "/about", "/accessibility", "/privacy", "/moderation/log",
        "/sign-in", "/sign-up", "/forgotten-password", Nowhere,
    ];

    private static readonly string[] Residents =
        ["/", "/proposals/20", $"{Space}/proposals/new", "/budgets/2/vote", "/account", "/account/security", "/account/proposals", "/account/delete"];

    private static readonly string[] Moderators = ["/moderation", "/moderation/log", "/polling"];

    private static readonly string[] Councils =
    [
        "/admin", "/admin/spaces", $"/admin{Voting}", "/admin/people", "/admin/mail", "/admin/jobs", "/admin/journal", "/admin/districts", "/admin/spaces/new", "/proposals/20/answer",
        "/admin/budgets", "/admin/budgets/1", "/admin/budgets/1/ceremony", "/admin/budgets/1/projects/1/progress",
        "/admin/budgets/2", "/admin/budgets/2/edit", "/admin/budgets/2/rules", "/admin/budgets/2/rules/publish", "/admin/budgets/2/projects/new", "/admin/budgets/2/ceremony",
        "/admin/budgets/2/commission", "/admin/budgets/2/secrecy",
        Trial,
    ];

    public static TheoryData<string, string, ColorScheme> Looks => new()
    {
        { "fr", "default", ColorScheme.Light },
        { "en", "default", ColorScheme.Dark },
        { "fr", "contrast", ColorScheme.Dark },
        { "en", "contrast", ColorScheme.Light },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task No_page_shuts_anyone_out(string language, string theme, ColorScheme scheme)
    {
        var faults = new List<string>();
        await VisitAsync(language, theme, scheme, 1280, async (page, path) =>
        {
            var result = await page.RunAxe();
            faults.AddRange(result.Violations.Select(v => $"{path}: {v.Id} ({v.Help}) {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
        });

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("fr", 360)]
    [InlineData("en", 360)]
    [InlineData("fr", 1280)]
    public async Task No_page_is_wider_than_the_screen_or_breaks_a_rule_of_its_own(string language, int width)
    {
        var faults = new List<string>();
        await VisitAsync(language, "default", ColorScheme.Light, width, async (page, path) =>
        {
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var over)
            {
                faults.Add($"{path} is {over} pixels too wide");
            }

            if (await page.Locator("[style]:not(.map [style]):not(.map)").CountAsync() > 0)
            {
                faults.Add($"{path} has a style attribute");
            }

            if (await page.Locator("h1").CountAsync() != 1)
            {
                faults.Add($"{path} has not one main heading");
            }
        });

        Assert.Empty(faults);
    }

    /// <summary>Some pages are another page once their button is pressed.</summary>
    private static async Task<bool> ActAsync(IPage page, string path)
    {
        switch (path)
        {
            case Trial:
                await page.Locator("#Vote").SelectOptionAsync("1");
                await page.Locator("form:has(#Vote) .form-foot button").ClickAsync();
                await Assertions.Expect(page.GetByTestId("rules")).ToBeVisibleAsync();
                return true;
            case Published:
                var bundle = await page.APIRequest.GetAsync("/budgets/1/bundle");
                await page.Locator("#bundle").SetInputFilesAsync(new FilePayload { Name = "vote.bundle", MimeType = "text/plain", Buffer = await bundle.BodyAsync() });
                await page.Locator("form[data-verify] button").ClickAsync();
                await Assertions.Expect(page.Locator("[data-verify-checks] li").First).ToBeVisibleAsync();
                return true;
            default:
                return false;
        }
    }

    private async Task VisitAsync(string language, string theme, ColorScheme scheme, int width, Func<IPage, string, Task> look)
    {
        var address = (await demo.Town).Address;
        foreach (var (email, paths) in new[] { ("", Open), (Somebody.Resident, Residents), (Somebody.Moderator, Moderators), (Somebody.Council, Councils) })
        {
            await using var context = await chromium.OpenAsync(address, language, width, scheme: scheme);
            await context.AddCookiesAsync([new Cookie { Name = "theme", Value = theme, Url = address }, new Cookie { Name = "language", Value = language, Url = address }]);
            var page = await context.NewPageAsync();
            if (email.Length > 0)
            {
                await page.SignInAsync(email);
            }

            foreach (var path in paths)
            {
                var answer = await page.GotoAsync(path);
                Assert.True(answer!.Ok || path == Nowhere, $"{path} answers {answer.Status}");
                await look(page, path);
                if (await ActAsync(page, path))
                {
                    await look(page, $"{path}, once used");
                }
            }
        }
    }
}
