using NetTopologySuite.Geometries;
using Participation.Places;
using Xunit;

namespace Participation.Domain.Tests.Places;

public class GeoJsonTests
{
    private const string Square = "[[0,0],[4,0],[4,4],[0,4],[0,0]]";
    private const string Hole = "[[1,1],[2,1],[2,2],[1,2],[1,1]]";

    [Fact]
    public void A_polygon_with_a_hole_is_read()
    {
        var outline = Assert.Single(GeoJson.Read(Collection($$"""{"type":"Polygon","coordinates":[{{Square}},{{Hole}}]}""")));

        Assert.Equal(15, outline.Geometry.Area);
        Assert.Equal("PORT", outline.Properties["code"]);
        Assert.Equal("12", outline.Properties["population"]);
    }

    [Fact]
    public void Several_polygons_are_read_as_one_outline() => Assert.IsType<MultiPolygon>(
        Assert.Single(GeoJson.Read(Collection($$"""{"type":"MultiPolygon","coordinates":[[{{Square}}],[[[9,9],[10,9],[10,10],[9,9]]]]}"""))).Geometry);

    [Theory]
    [InlineData("Polygon", "[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]")]
    [InlineData("MultiPolygon", "[[[[0,0],[4,0],[4,4],[0,4],[0,0]]],[[[9,9],[10,9],[10,10],[9,9]]]]")]
    public void What_is_written_is_what_was_read(string type, string coordinates)
    {
        var outline = GeoJson.Read(Collection($$"""{"type":"{{type}}","coordinates":{{coordinates}}}"""))[0].Geometry;

        Assert.Equal($$"""{"type":"{{type}}","coordinates":{{coordinates}}}""", GeoJson.Write(outline));
        Assert.True(GeoJson.Read(System.Text.Encoding.UTF8.GetString(GeoJson.Write([new District("PORT", "Le Port", outline)])))[0].Geometry.EqualsExact(outline));
    }

    [Theory]
    [InlineData("{", "no JSON")]
    [InlineData("[]", "no GeoJSON FeatureCollection")]
    [InlineData("""{"type":"FeatureCollection","features":[7]}""", "Feature 1 is no GeoJSON Feature")]
    public void What_is_no_collection_is_refused_in_words(string json, string words) =>
        Assert.Contains(words, Assert.Throws<GeoJsonException>(() => GeoJson.Read(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""", "no Polygon")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "empty")]
    [InlineData("""{"type":"Polygon","coordinates":5}""", "nested wrongly")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4]]]}""", "not closed")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[4,0],[0,0]]]}""", "not closed")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[4,4],[4,0],[0,4],[0,0]]]}""", "not valid")]
    [InlineData("""{"type":"Polygon","coordinates":[[[700000,6200000],[4,0],[4,4],[700000,6200000]]]}""", "no longitude and latitude")]
    [InlineData("""{"type":"Polygon","coordinates":[[["a",0],[4,0],[4,4],["a",0]]]}""", "no longitude and latitude")]
    public void An_outline_that_is_none_is_refused_in_words(string geometry, string words)
    {
        var said = Assert.Throws<GeoJsonException>(() => GeoJson.Read(Collection(geometry))).Message;

        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.Contains("eature 1", said, StringComparison.Ordinal);
    }

    private static string Collection(string geometry) =>
        $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"PORT","population":12,"other":null},"geometry":{{{geometry}}}}]}""";
}
