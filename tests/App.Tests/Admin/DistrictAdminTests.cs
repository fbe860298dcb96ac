using System.Text;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Xunit;

namespace Participation.App.Tests.Admin;

public class DistrictAdminTests(Postgres postgres) : TownTests(postgres)
{
    [Fact]
    public async Task A_file_draws_the_districts_and_each_place_finds_its_own()
    {
        await SendAsync(Square("centre", "Centre", 5.0));
        Assert.Equal("Centre", await DistrictOfTheProposalAsync());

        await SendAsync(Square("centre", "Le Centre", 7.0), Square("rive", "La Rive", 5.0));
        Assert.Equal("La Rive", await DistrictOfTheProposalAsync());
        Assert.Equal(2, await App.WithDbAsync(db => db.Districts.CountAsync()));
    }

    [Theory]
    [InlineData("pas du tout", "Ce fichier n’est pas lisible")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "aucun quartier")]
    public async Task What_is_wrong_with_a_file_is_said_and_nothing_changes(string content, string said)
    {
        var page = await PostAsync(content);

        Assert.Contains(said, page.Words, StringComparison.Ordinal);
        Assert.Equal(0, await App.WithDbAsync(db => db.Districts.CountAsync()));
    }

    [Fact]
    public async Task A_district_without_a_name_is_refused()
    {
        var page = await PostAsync(Collection(Square("centre", " ", 5.0)));

        Assert.Contains("Chaque quartier doit porter un code et un nom", page.Words, StringComparison.Ordinal);
    }

    private static string Square(string code, string name, double west) => FormattableString.Invariant(
        $$$"""{"type":"Feature","properties":{"code":"{{{code}}}","name":"{{{name}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{west}}},46],[{{{west + 1}}},46],[{{{west + 1}}},47],[{{{west}}},47],[{{{west}}},46]]]}}""");

    private static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private Task<Page> SendAsync(params string[] features) => PostAsync(Collection(features));

    private async Task<Page> PostAsync(string content)
    {
        var browser = App.Browse(World.Council);
        var page = await browser.OpenAsync("/admin/districts");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "Outlines", "quartiers.geojson" },
        };
        var answer = await browser.Http.PostAsync("/admin/districts", form);
        return await Page.ReadAsync(answer, browser);
    }

    private Task<string> DistrictOfTheProposalAsync() => App.WithDbAsync(db => db.Proposals
        .Where(p => p.Id == World.Proposal.Id)
        .Select(p => db.Districts.Single(d => d.Id == p.DistrictId).Name)
        .SingleAsync());
}
