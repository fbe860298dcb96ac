using System.ComponentModel.DataAnnotations;

namespace Participation.Web.Foundation;

/// <summary>What a town sets once: section <c>Town</c> of the configuration.</summary>
public sealed class TownOptions
{
    public const string Section = "Town";

    [Required]
    public string Name { get; set; } = "Participation";

    /// <summary>IANA name of the zone in which deadlines are shown.</summary>
    [Required]
    public string TimeZone { get; set; } = "Europe/Paris";

    /// <summary>The folder under <c>themes/</c> whose colours and words are used unless the visitor chooses another.</summary>
    [Required]
    public string Theme { get; set; } = "default";

    /// <summary>ISO 4217.</summary>
    [Required]
    public string Currency { get; set; } = "EUR";

    /// <summary>Shown to those who need help, in every footer.</summary>
    public string Contact { get; set; } = "";

    /// <summary>
    /// The address people know, for links in letters: <c>https://participation.example</c>. Null: where the program
    /// listens. Never what a request says it is, for then its sender would choose where our letters lead.
    /// </summary>
    public Uri? Address { get; set; }

    public MapOptions Map { get; set; } = new();

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}

/// <summary>The map. Every address may be empty: districts, landmarks and points come from the town itself.</summary>
public sealed class MapOptions
{
    /// <summary>Raster tiles, with <c>{z}</c>, <c>{x}</c>, <c>{y}</c>; by default the French IGN's open ones.</summary>
    public string Tiles { get; set; } = "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&TILEMATRIXSET=PM&FORMAT=image/png&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}";

    public string Attribution { get; set; } = "© IGN – Géoplateforme";

    /// <summary>Address search in the way of the French BAN, with <c>{query}</c>; by default the Géoplateforme's.</summary>
    public string Geocoder { get; set; } = "https://data.geopf.fr/geocodage/search?limit=5&q={query}";

    /// <summary>A JSON file of places by name, searched before the geocoder. Empty for none.</summary>
    public string Places { get; set; } = "";

    /// <summary>A GeoJSON file of rivers, parks and streets, drawn beneath the points. Empty for none.</summary>
    public string Landmarks { get; set; } = "";

    /// <summary>Degrees east of the map's middle; zero with <see cref="Latitude"/> zero means: the middle of the districts.</summary>
    public double Longitude { get; set; }

    public double Latitude { get; set; }

    [Range(1, 20)]
    public double Zoom { get; set; } = 13;
}
