namespace Participation.Places;

/// <summary>A point on the map, WGS 84.</summary>
/// <param name="Longitude">Degrees east, −180 to 180.</param>
/// <param name="Latitude">Degrees north, −90 to 90.</param>
public readonly record struct Place(double Longitude, double Latitude)
{
    public bool IsOnEarth => Longitude is >= -180 and <= 180 && Latitude is >= -90 and <= 90;
}

/// <summary>A part of the map between two meridians and two parallels; never across the date line.</summary>
public readonly record struct Area(double West, double South, double East, double North)
{
    public static Area Everywhere { get; } = new(-180, -90, 180, 90);

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{West},{South},{East},{North}");

    /// <param name="text"><c>west,south,east,north</c> in degrees, as GeoJSON (RFC 7946, section 5) orders them.</param>
    /// <param name="area">What was read.</param>
    /// <returns>False when the text is no such thing, or lies off the Earth.</returns>
    public static bool TryParse(string? text, out Area area)
    {
        area = Everywhere;
        var parts = text?.Split(',');
        if (parts is not { Length: 4 })
        {
            return false;
        }

        Span<double> degrees = stackalloc double[4];
        for (var i = 0; i < 4; i++)
        {
            if (!double.TryParse(parts[i], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out degrees[i]))
            {
                return false;
            }
        }

        area = new Area(degrees[0], degrees[1], degrees[2], degrees[3]);
        return new Place(area.West, area.South).IsOnEarth && new Place(area.East, area.North).IsOnEarth && area.West <= area.East && area.South <= area.North;
    }
}
