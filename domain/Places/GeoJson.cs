using System.Buffers;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Participation.Places;

/// <summary>Something with an outline, read from a GeoJSON file.</summary>
/// <param name="Geometry">A polygon or several, WGS 84.</param>
/// <param name="Properties">Its properties that are text or numbers, as text.</param>
public sealed record Outline(Geometry Geometry, IReadOnlyDictionary<string, string> Properties);

/// <summary>A file that is not GeoJSON as we understand it. The message says what is wrong and where, for whoever made the file.</summary>
public sealed class GeoJsonException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Outlines in GeoJSON (RFC 7946): polygons and multipolygons in WGS 84, longitude first.</summary>
public static class GeoJson
{
    /// <summary>A closed ring: a triangle whose first point is said again.</summary>
    private const int ShortestRing = 4;

    /// <summary>About a centimetre, and half the size of a full double.</summary>
    private const int Decimals = 7;

    private static readonly GeometryFactory Factory = new(new PrecisionModel(), srid: 4326);

    /// <summary>Reads a FeatureCollection of polygons and multipolygons.</summary>
    /// <exception cref="GeoJsonException">It is something else, or an outline is open, empty, crossed by itself or off the Earth.</exception>
    public static IReadOnlyList<Outline> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (TypeOf(document.RootElement) != "FeatureCollection" || !document.RootElement.TryGetProperty("features", out var features)
                || features.ValueKind != JsonValueKind.Array)
            {
                throw new GeoJsonException("The file is no GeoJSON FeatureCollection.");
            }

            return [.. features.EnumerateArray().Select((feature, i) => ReadFeature(feature, i + 1))];
        }
        catch (JsonException e)
        {
            throw new GeoJsonException($"The file is no JSON: {e.Message}", e);
        }
    }

    /// <summary>Writes the districts as a FeatureCollection with <c>code</c> and <c>name</c>.</summary>
    public static byte[] Write(IEnumerable<District> districts)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var district in districts)
            {
                json.WriteStartObject();
                json.WriteString("type", "Feature");
                json.WriteStartObject("properties");
                json.WriteString("code", district.Code);
                json.WriteString("name", district.Name);
                json.WriteEndObject();
                json.WritePropertyName("geometry");
                Write(json, district.Outline);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Writes one geometry object.</summary>
    /// <exception cref="ArgumentException">It is neither a polygon nor several.</exception>
    public static string Write(Geometry geometry)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            Write(json, geometry);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Geometry geometry)
    {
        json.WriteStartObject();
        switch (geometry)
        {
            case Polygon polygon:
                json.WriteString("type", "Polygon");
                json.WritePropertyName("coordinates");
                WriteRings(json, polygon);
                break;
            case MultiPolygon several:
                json.WriteString("type", "MultiPolygon");
                json.WriteStartArray("coordinates");
                foreach (var polygon in several.Geometries.Cast<Polygon>())
                {
                    WriteRings(json, polygon);
                }

                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"A {geometry.GeometryType} is no outline.", nameof(geometry));
        }

        json.WriteEndObject();
    }

    private static void WriteRings(Utf8JsonWriter json, Polygon polygon)
    {
        json.WriteStartArray();
        foreach (var ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing))
        {
            json.WriteStartArray();
            foreach (var point in ring.Coordinates)
            {
                json.WriteStartArray();
                json.WriteNumberValue(Math.Round(point.X, Decimals));
                json.WriteNumberValue(Math.Round(point.Y, Decimals));
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static Outline ReadFeature(JsonElement feature, int number)
    {
        if (TypeOf(feature) != "Feature" || !feature.TryGetProperty("geometry", out var geometry))
        {
            throw new GeoJsonException($"Feature {number} is no GeoJSON Feature.");
        }

        var outline = ReadGeometry(geometry, number);
        if (new IsValidOp(outline).ValidationError is { } wrong)
        {
            throw new GeoJsonException($"The outline of feature {number} is not valid: {wrong.Message} at {wrong.Coordinate}.");
        }

        return new Outline(outline, ReadProperties(feature));
    }

    private static Dictionary<string, string> ReadProperties(JsonElement feature) =>
        feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject()
                .Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                .GroupBy(p => p.Name)
                .ToDictionary(p => p.Key, p => p.Last().Value.ToString())
            : [];

    private static Geometry ReadGeometry(JsonElement geometry, int number)
    {
        if (TypeOf(geometry) is not ("Polygon" or "MultiPolygon") || !geometry.TryGetProperty("coordinates", out var coordinates))
        {
            throw new GeoJsonException($"Feature {number} has no Polygon or MultiPolygon.");
        }

        return TypeOf(geometry) == "Polygon"
            ? ReadPolygon(coordinates, number)
            : Factory.CreateMultiPolygon([.. List(coordinates, number).Select(polygon => ReadPolygon(polygon, number))]);
    }

    private static Polygon ReadPolygon(JsonElement rings, int number)
    {
        var read = List(rings, number).Select(ring => ReadRing(ring, number)).ToList();
        return read.Count > 0
            ? Factory.CreatePolygon(read[0], [.. read.Skip(1)])
            : throw new GeoJsonException($"A polygon of feature {number} is empty.");
    }

    private static LinearRing ReadRing(JsonElement ring, int number)
    {
        var points = List(ring, number).Select(point => ReadPoint(point, number)).ToArray();
        if (points.Length < ShortestRing || !points[0].Equals2D(points[^1]))
        {
            throw new GeoJsonException($"A ring of feature {number} is not closed: it needs four points or more, the last being the first.");
        }

        return Factory.CreateLinearRing(points);
    }

    private static Coordinate ReadPoint(JsonElement point, int number)
    {
        var numbers = List(point, number).Take(2).Select(n => n.ValueKind == JsonValueKind.Number ? n.GetDouble() : double.NaN).ToList();
        return numbers.Count == 2 && new Place(numbers[0], numbers[1]).IsOnEarth
            ? new Coordinate(numbers[0], numbers[1])
            : throw new GeoJsonException($"Feature {number} has a point that is no longitude and latitude in degrees: {point.GetRawText()}.");
    }

    private static JsonElement.ArrayEnumerator List(JsonElement element, int number) =>
        element.ValueKind == JsonValueKind.Array
            ? element.EnumerateArray()
            : throw new GeoJsonException($"The coordinates of feature {number} are nested wrongly.");

    private static string? TypeOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
}
