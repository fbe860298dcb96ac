using NetTopologySuite.Geometries;
using Participation.Places;

namespace Participation.App.Tests.Support;

public static class Towns
{
    /// <summary>A district with straight borders.</summary>
    public static District Square(string code, string name, double west, double south, double east, double north) => new(
        code,
        name,
        new GeometryFactory().CreatePolygon([new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)]));
}
