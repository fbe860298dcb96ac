using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Participation.App.Tests.Support;
using Participation.Places;
using Xunit;

namespace Participation.App.Tests.Places;

public class PlaceTests(Postgres postgres)
{
    [Fact]
    public async Task Districts_are_sent_as_GeoJSON_and_only_once()
    {
        await using var app = await Support.App.StartAsync(postgres);
        await app.SaveAsync(Towns.Square("EST", "L’Est", 5.2, 46.4, 5.4, 46.6));
        var http = app.Browse().Http;

        var answer = await http.GetAsync("/places/districts");
        var outline = Assert.Single(GeoJson.Read(await answer.Content.ReadAsStringAsync()));
        Assert.Equal(("EST", "L’Est"), (outline.Properties["code"], outline.Properties["name"]));

        using var again = new HttpRequestMessage(HttpMethod.Get, "/places/districts");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await http.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_town_without_landmarks_has_an_empty_collection()
    {
        await using var app = await Support.App.StartAsync(postgres);

        Assert.Empty(GeoJson.Read(await app.Browse().Http.GetStringAsync("/places/landmarks")));
    }

    [Fact]
    public async Task Own_names_come_first_and_what_lies_outside_the_town_does_not_come()
    {
        await using var service = await ServiceAsync(_ => Results.Content(
            """
            {"features":[
                {"geometry":{"coordinates":[5.25,46.45]},"properties":{"label":"12 rue du Port"}},
                {"geometry":{"coordinates":[2.35,48.85]},"properties":{"label":"Rue du Port, Paris"}}]}
            """));
        await using var app = await TownAsync(service);

        var found = await SearchAsync(app, "port");

        Assert.Equal([("Le Port", "Le Port"), ("12 rue du Port", "Le Port")], found);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"features":[{"geometry":null}]}""")]
    public async Task An_address_search_that_says_nonsense_leaves_our_own_names(string nonsense)
    {
        await using var service = await ServiceAsync(_ => Results.Content(nonsense));
        await using var app = await TownAsync(service);

        Assert.Equal([("Le Port", "Le Port")], await SearchAsync(app, "port"));
    }

    [Fact]
    public async Task An_address_search_that_does_not_answer_is_not_waited_for()
    {
        await using var service = await ServiceAsync(_ => Results.Stream(async _ => await Task.Delay(TimeSpan.FromMinutes(1))));
        await using var app = await TownAsync(service);
        var begun = DateTime.UtcNow;

        Assert.Equal([("Le Port", "Le Port")], await SearchAsync(app, "port"));
        Assert.InRange(DateTime.UtcNow - begun, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Too_little_is_not_searched_for()
    {
        await using var app = await Support.App.StartAsync(postgres, web => web.UseSetting("Town:Map:Geocoder", ""));

        Assert.Empty(await SearchAsync(app, "po"));
    }

    private static async Task<List<(string Label, string District)>> SearchAsync(Support.App app, string query) =>
        [.. JsonDocument.Parse(await app.Browse().Http.GetStringAsync($"/places/search?q={query}")).RootElement.EnumerateArray()
            .Select(p => (p.GetProperty("label").GetString()!, p.GetProperty("district").GetString()!))];

    private static async Task<WebApplication> ServiceAsync(Func<string, IResult> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = builder.Build();
        service.MapGet("/search", (string q) => answer(q));
        await service.StartAsync();
        return service;
    }

    private async Task<Support.App> TownAsync(WebApplication service)
    {
        var app = await Support.App.StartAsync(postgres, web => web.UseSetting("Town:Map:Geocoder", service.Urls.Single() + "/search?q={query}"));
        await app.SaveAsync(Towns.Square("PORT", "Le Port", 5.2, 46.4, 5.4, 46.6));
        return app;
    }
}
