using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Participation.Places;
using Participation.Web.Foundation;

namespace Participation.Web.Places;

/// <summary>What the map asks for: districts, landmarks, and where an address is.</summary>
internal static class PlaceEndpoints
{
    private const int MostFound = 8;
    private const int ShortestQuery = 3;
    private const int LongestQuery = 100;

    public static IServiceCollection AddPlaces(this IServiceCollection services)
    {
        services.AddHttpClient<Geocoder>();
        services.AddSingleton<Landmarks>();
        return services;
    }

    public static void MapPlaces(this IEndpointRouteBuilder app)
    {
        app.MapGet("/places/districts", DistrictsAsync);
        app.MapGet("/places/landmarks", (Landmarks landmarks, HttpContext http) => Collection(http, landmarks.Json));
        app.MapGet("/places/search", SearchAsync);
    }

    private static async Task<IResult> DistrictsAsync(Almanac almanac, HttpContext http, CancellationToken stop) =>
        Collection(http, GeoJson.Write((await almanac.ReadAsync(stop)).Districts));

    /// <summary>Our own names first: they need nobody else, and they are how people here say it.</summary>
    private static async Task<IResult> SearchAsync(string? q, Almanac almanac, Landmarks landmarks, Geocoder geocoder, CancellationToken stop)
    {
        var query = q?.Trim() ?? "";
        if (query.Length is < ShortestQuery or > LongestQuery)
        {
            return Results.Json(Array.Empty<object>());
        }

        var page = await almanac.ReadAsync(stop);
        var own = landmarks.Named
            .Concat(page.Districts.Select(d => new NamedPlace(d.Name, new Place(d.Outline.InteriorPoint.X, d.Outline.InteriorPoint.Y))))
            .Where(place => Contains(place.Name, query))
            .ToList();
        var found = own.Count >= MostFound ? own : own.Concat(await geocoder.FindAsync(query, stop));
        return Results.Json(found
            .Select(place => new { label = place.Name, lon = place.At.Longitude, lat = place.At.Latitude, district = page.DistrictAt(place.At)?.Name })
            .Where(place => page.Districts.Count == 0 || place.district is not null)
            .Take(MostFound));
    }

    private static bool Contains(string name, string query) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(name, query, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;

    private static IResult Collection(HttpContext http, byte[] json)
    {
        http.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(json, "application/geo+json", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 12))}\""));
    }
}
