using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Participation.Places;
using Participation.Web.Foundation;

namespace Participation.Web.Places;

/// <summary>A place people know by name.</summary>
public sealed record NamedPlace(string Name, Place At);

/// <summary>
/// What helps people find their way: rivers, parks and streets, from the GeoJSON file that <c>Town:Map:Landmarks</c> names,
/// and places by name, from the JSON file that <c>Town:Map:Places</c> names: <c>{"places":[{"name":…,"lat":…,"lon":…}]}</c>.
/// Read once; a town without the files has none.
/// </summary>
public sealed class Landmarks
{
    private const string Empty = """{"type":"FeatureCollection","features":[]}""";

    /// <exception cref="GeoJsonException">A configured file is missing, or is not what it should be.</exception>
    public Landmarks(IOptions<TownOptions> town, IWebHostEnvironment environment)
    {
        var map = town.Value.Map;
        Json = map.Landmarks.Length > 0 ? Read("Town:Map:Landmarks", Path.Combine(environment.ContentRootPath, map.Landmarks)) : Encoding.UTF8.GetBytes(Empty);
        var places = map.Places.Length > 0 ? PlacesIn(Read("Town:Map:Places", Path.Combine(environment.ContentRootPath, map.Places))) : [];
        Named = [.. places.Concat(NamesIn(Json)).DistinctBy(place => place.Name)];
    }

    /// <summary>The file of landmarks as it is.</summary>
    public byte[] Json { get; }

    /// <summary>The places first, then the landmarks that have a name.</summary>
    public IReadOnlyList<NamedPlace> Named { get; }

    private static byte[] Read(string setting, string path) =>
        File.Exists(path) ? File.ReadAllBytes(path) : throw new GeoJsonException($"{setting} names {path}, which is not there.");

    private static List<NamedPlace> PlacesIn(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return [.. json.RootElement.GetProperty("places").EnumerateArray()
                .Select(p => new NamedPlace(p.GetProperty("name").GetString()!, new Place(p.GetProperty("lon").GetDouble(), p.GetProperty("lat").GetDouble())))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new GeoJsonException("Town:Map:Places names a file without places that have a name, a lat and a lon.", e);
        }
    }

    private static List<NamedPlace> NamesIn(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return [.. json.RootElement.GetProperty("features").EnumerateArray()
                .Select(Named)
                .OfType<NamedPlace>()];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new GeoJsonException("Town:Map:Landmarks names a file that is no GeoJSON FeatureCollection.", e);
        }

        static NamedPlace? Named(JsonElement feature)
        {
            var name = feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
                && properties.TryGetProperty("name", out var said) ? said.GetString() : null;
            return name is { Length: > 0 } && Middle(feature.GetProperty("geometry").GetProperty("coordinates")) is { } at ? new NamedPlace(name, at) : null;
        }
    }

    /// <summary>The middle one of the points on the outline: on the street itself, however it bends.</summary>
    private static Place? Middle(JsonElement coordinates)
    {
        var points = Points(coordinates).ToList();
        return points.Count > 0 ? points[points.Count / 2] : null;
    }

    private static IEnumerable<Place> Points(JsonElement coordinates) =>
        coordinates.ValueKind != JsonValueKind.Array || coordinates.GetArrayLength() == 0 ? []
        : coordinates[0].ValueKind == JsonValueKind.Number ? [new Place(coordinates[0].GetDouble(), coordinates[1].GetDouble())]
        : coordinates.EnumerateArray().SelectMany(Points);
}
