using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Participation.App.Tests.Support;
using Participation.Web.Accounts;
using Xunit;

namespace Participation.App.Tests.Admin;

/// <summary>Who is let into the town hall: every page of it, and every act.</summary>
public class DoorTests(Postgres postgres) : TownTests(postgres)
{
    protected override void Configure(IWebHostBuilder web) => web.UseSetting("Limits:WritesPerPerson", "1000");

    [Fact]
    public void Every_address_of_the_town_hall_is_for_the_council()
    {
        var open = App.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } route && (route == "admin" || route.StartsWith("admin/", StringComparison.Ordinal)))
            .Where(e => !e.Metadata.OfType<IAuthorizeData>().Any(a => a.Policy == Policies.Council))
            .Select(e => e.RoutePattern.RawText);

        Assert.Empty(open);
    }

    [Fact]
    public async Task A_visitor_is_asked_to_sign_in_others_are_turned_away_and_the_council_enters()
    {
        foreach (var path in Paths())
        {
            Assert.Equal("/sign-in", (await App.Browse().OpenAsync(path)).Path.Split('?')[0]);
            Assert.Equal(403, (await App.Browse(World.Stranger).OpenAsync(path)).Status);
            Assert.Equal(403, (await App.Browse(World.Neighbour).OpenAsync(path)).Status);
            Assert.Equal(403, (await App.Browse(World.Moderator).OpenAsync(path)).Status);

            var page = await App.Browse(World.Council).OpenAsync(path);
            Assert.True(page.Status == 200, $"{path} answers {page.Status}");
        }
    }

    [Fact]
    public async Task Nobody_but_the_council_acts_there_even_without_the_page()
    {
        foreach (var path in Paths().Concat([$"/admin/people/{World.Author.Id}/verify", $"/admin/people/{World.Author.Id}/role", "/admin/jobs/retry"]))
        {
            Assert.Equal("/sign-in", (await PostAsync(App.Browse(), path)).RequestMessage!.RequestUri!.AbsolutePath);
            Assert.Equal(403, (int)(await PostAsync(App.Browse(World.Neighbour), path)).StatusCode);
            Assert.Equal(403, (int)(await PostAsync(App.Browse(World.Moderator), path)).StatusCode);
        }
    }

    [Theory]
    [InlineData("/admin/spaces/nowhere")]
    [InlineData("/admin/spaces/quartier/phases/018f0000-0000-7000-8000-000000000000")]
    [InlineData("/admin/spaces/quartier/phases/nonsense")]
    [InlineData("/admin/budgets/999")]
    [InlineData("/admin/budgets/1/projects/99")]
    [InlineData("/admin/people/018f0000-0000-7000-8000-000000000000")]
    public async Task What_does_not_exist_is_not_found(string path) =>
        Assert.Equal(404, (await App.Browse(World.Council).OpenAsync(path)).Status);

    private string[] Paths()
    {
        const string space = "/admin/spaces/quartier";
        var budget = $"/admin/budgets/{World.Budget.Number}";
        return
        [
            "/admin", "/admin/spaces", "/admin/spaces/new", space, $"{space}/texts", $"{space}/image", $"{space}/publish", $"{space}/withdraw",
            $"{space}/phases/new", $"{space}/phases/{World.Space.Phases[0].Id}", $"{space}/phases/{World.Space.Phases[0].Id}/cancel",
            $"{space}/categories/new", $"{space}/categories/{World.Category.Id}", $"{space}/categories/{World.Category.Id}/remove",
            $"{space}/budgets/new", "/admin/budgets", budget, $"{budget}/edit", $"{budget}/projects/new?proposal={World.Proposal.Number}",
            $"{budget}/projects/1", $"{budget}/projects/1/remove", $"{budget}/projects/1/progress",
            $"{budget}/groups/new", $"{budget}/reserves", $"{budget}/lot", $"{budget}/drawing", $"{budget}/cancel",
            "/admin/rules-trial", "/admin/people", $"/admin/people/{World.Author.Id}", "/admin/districts", "/admin/journal", "/admin/jobs", "/admin/jobs?state=Failed",
        ];
    }

    private static Task<HttpResponseMessage> PostAsync(Browser browser, string path) =>
        browser.Http.PostAsync(path, new FormUrlEncodedContent([]));
}
