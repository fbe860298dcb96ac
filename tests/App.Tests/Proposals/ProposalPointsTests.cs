using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Xunit;

namespace Participation.App.Tests.Proposals;

public class ProposalPointsTests(Postgres postgres) : TownTests(postgres)
{
    [Fact]
    public async Task A_few_points_come_one_by_one_with_what_the_map_shows()
    {
        var point = Assert.Single((await PointsAsync("bbox=5,46,6,47&zoom=13")).GetProperty("points").EnumerateArray());

        Assert.Equal((5.1, 46.5), (point.GetProperty("lon").GetDouble(), point.GetProperty("lat").GetDouble()));
        Assert.Equal($"/proposals/{World.Proposal.Number}", point.GetProperty("url").GetString());
        Assert.Equal("Un banc au bord de l’eau", point.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("bbox=6,46,7,47")]
    [InlineData("bbox=5,46,6,47&q=piscine")]
    [InlineData("bbox=5,46,6,47&state=refused")]
    public async Task What_lies_elsewhere_or_is_filtered_away_is_not_on_the_map(string query)
    {
        var found = await PointsAsync(query);

        Assert.Equal((0, 0), (found.GetProperty("points").GetArrayLength(), found.GetProperty("groups").GetArrayLength()));
    }

    [Fact]
    public async Task Drafts_and_what_is_hidden_are_not_on_the_map()
    {
        await App.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("update proposals set hidden_at = now()"));

        Assert.Equal(0, (await PointsAsync("bbox=5,46,6,47")).GetProperty("points").GetArrayLength());
    }

    [Fact]
    public async Task Many_points_come_in_groups_and_none_is_lost()
    {
        await App.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(
            """
            insert into proposals (id, version, space_id, author_id, title, body, state, created_at, changed_at, published_at, shuffle, place)
            select gen_random_uuid(), 0, p.space_id, p.author_id, 'Proposition ' || i, 'Texte', 1, now(), now(), now(), i,
                point(5 + (i * 37 % 1000) / 1000.0, 46 + (i * 91 % 1000) / 1000.0)
            from proposals p, generate_series(1, 1000) i
            """));

        var town = await PointsAsync("bbox=5,46,6,47&zoom=9");
        var groups = town.GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal(0, town.GetProperty("points").GetArrayLength());
        Assert.InRange(groups.Count, 2, 400);
        Assert.Equal(1001, groups.Sum(g => g.GetProperty("count").GetInt32()));
        Assert.False(town.GetProperty("truncated").GetBoolean());

        var street = await PointsAsync("bbox=5.4,46.4,5.5,46.5&zoom=14");
        Assert.InRange(street.GetProperty("points").GetArrayLength(), 1, 300);
        Assert.Equal(0, street.GetProperty("groups").GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("bbox=1,2,3")]
    [InlineData("bbox=6,46,5,47")]
    [InlineData("bbox=NaN,46,5,47")]
    public async Task A_map_without_borders_is_no_question(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await App.Browse().Http.GetAsync($"/spaces/quartier/proposals/points?{query}")).StatusCode);

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var http = App.Browse().Http;
        const string path = "/spaces/quartier/proposals/points?bbox=5,46,6,47";
        var tag = (await http.GetAsync(path)).Headers.ETag!;

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(tag);
        Assert.Equal(HttpStatusCode.NotModified, (await http.SendAsync(again)).StatusCode);
    }

    private async Task<JsonElement> PointsAsync(string query) =>
        JsonDocument.Parse(await App.Browse().Http.GetStringAsync($"/spaces/quartier/proposals/points?{query}")).RootElement;
}
