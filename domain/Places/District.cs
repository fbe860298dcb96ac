using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Participation.Places;

/// <summary>A neighbourhood of the town, with its outline.</summary>
public class District
{
    private IPreparedGeometry? _prepared;

    private District()
    {
    }

    /// <param name="code">Short and stable: <c>centre</c>, <c>12</c>. Used in files and addresses.</param>
    /// <param name="name">As people say it.</param>
    /// <param name="outline">Polygon or multipolygon in WGS 84, longitude first.</param>
    public District(string code, string name, Geometry outline)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (outline is not (Polygon or MultiPolygon) || outline.IsEmpty)
        {
            throw new ArgumentException("A district is a polygon or several.", nameof(outline));
        }

        Code = code;
        Name = name;
        Outline = outline;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public Geometry Outline { get; private set; } = Polygon.Empty;

    /// <summary>Takes a new name and outline. What lies in it is to be decided anew.</summary>
    public void Redraw(string name, Geometry outline)
    {
        var drawn = new District(Code, name, outline);

        (Name, Outline, _prepared) = (drawn.Name, drawn.Outline, null);
    }

    /// <summary>Whether the point lies in the district or on its border.</summary>
    public bool Covers(Place place) =>
        (_prepared ??= PreparedGeometryFactory.Prepare(Outline)).Covers(new Point(place.Longitude, place.Latitude));
}
