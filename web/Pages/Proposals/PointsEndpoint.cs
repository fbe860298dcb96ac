using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Participation.Proposals;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

/// <summary><c>/spaces/{slug}/proposals/points?bbox=w,s,e,n&amp;zoom=13</c> and the filters of the list: what the map beside it shows.</summary>
internal static class PointsEndpoint
{
    private const double WholeTown = 13;

    public static void MapProposalPoints(this IEndpointRouteBuilder app) => app.MapGet("/spaces/{slug}/proposals/points", ShowAsync);

    private static async Task<IResult> ShowAsync(string slug, HttpContext http, Almanac almanac, ProposalMap map, CancellationToken stop)
    {
        var page = await almanac.ReadAsync(stop);
        if (page.Space(slug) is not { IsPublished: true } space)
        {
            return Results.NotFound();
        }

        var filters = ListFilters.Read(http.Request.Query, space, page);
        if (filters.Area is null)
        {
            return Results.BadRequest();
        }

        var zoom = double.TryParse(http.Request.Query["zoom"], NumberStyles.Float, CultureInfo.InvariantCulture, out var said) && double.IsFinite(said) ? said : WholeTown;
        var found = await map.ReadAsync(filters.In(space.Id, start: 0), zoom, stop);
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                points = found.Points.Select(p => new
                {
                    id = p.Id,
                    number = p.Number,
                    title = p.Title,
                    lon = p.Place.Longitude,
                    lat = p.Place.Latitude,
                    url = $"/proposals/{p.Number}",
                    state = p.State == ProposalState.Accepted ? "good" : ListFilters.NameOf(p.State),
                    supports = p.Supports,
                }),
                groups = found.Groups.Select(g => new { lon = g.Place.Longitude, lat = g.Place.Latitude, count = g.Count }),
                truncated = found.IsTruncated,
            });

        http.Response.Headers.CacheControl = "private, max-age=5";
        return Results.Bytes(json, "application/json", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 12))}\""));
    }
}
