using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Options;
using Participation.Places;
using Participation.Web.Foundation;

namespace Participation.Web.Places;

/// <summary>
/// <c>&lt;town-map points-url="…" list="#proposals" label="…" /&gt;</c>: the map beside a list;
/// <c>&lt;town-map at="@place" /&gt;</c>: the map of one place;
/// <c>&lt;town-map pick="true" /&gt;</c>: the map on which one is chosen, into the fields <c>#Longitude</c> and <c>#Latitude</c>.
/// Everything it shows is said in words elsewhere on the page.
/// </summary>
[HtmlTargetElement("town-map", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TownMapTagHelper(Words words, IOptions<TownOptions> town, HtmlEncoder html) : TagHelper
{
    private const double ZoomOnOnePlace = 15;

    /// <summary>Of their extent, how far from the edge of the map the places stand; and at the least, in degrees.</summary>
    private const double Margin = 0.1;
    private const double LeastMargin = 0.003;

    private static readonly string[] Texts =
        ["zoom-in", "zoom-out", "locate", "search-here", "no-tiles", "no-map", "group-one", "group-other", "truncated", "not-located"];

    private static readonly string[] PickTexts = ["pick", "chosen", "outside", "remove"];

    public string? PointsUrl { get; set; }

    /// <summary>A selector: the list that the map stands beside.</summary>
    public string? List { get; set; }

    public Place? At { get; set; }

    /// <summary>Places that it shows all of at first; without any it shows the town.</summary>
    public IReadOnlyCollection<Place> Around { get; set; } = [];

    public bool Pick { get; set; }

    /// <summary>What the map shows, for those who hear the page.</summary>
    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var map = town.Value.Map;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", PointsUrl is null ? Pick ? "map map-small with-script" : "map map-small" : "map");
        Set("role", Label is null ? null : "group");
        Set("aria-label", Label);
        Set("data-map", Pick ? "pick" : "points");
        Set("data-list", List);
        Set("data-points-url", PointsUrl);
        Set("data-districts-url", "/places/districts");
        Set("data-landmarks-url", map.Landmarks.Length > 0 ? "/places/landmarks" : null);
        Set("data-tiles-url", map.Tiles);
        Set("data-attribution", map.Attribution);
        Set("data-point", At is { } place ? Degrees(place.Longitude, place.Latitude) : null);
        Set("data-bounds", Around.Count > 0 ? BoundsOf(Around) : null);
        if (At is not null)
        {
            Set("data-zoom", ZoomOnOnePlace.ToString(CultureInfo.InvariantCulture));
        }
        else if (map.Longitude != 0 || map.Latitude != 0)
        {
            Set("data-centre", Degrees(map.Longitude, map.Latitude));
            Set("data-zoom", map.Zoom.ToString(CultureInfo.InvariantCulture));
        }

        if (Pick)
        {
            Set("data-input-lon", "#Longitude");
            Set("data-input-lat", "#Latitude");
            Set("data-said", "#place-said");
        }

        foreach (var text in Pick ? Texts.Concat(PickTexts) : Texts)
        {
            Set($"data-text-{text}", words[$"map.{text.Replace('-', '_')}"]);
        }

        if (!Pick)
        {
            output.Content.SetHtmlContent($"""<p class="map-message without-script">{html.Encode(words["map.needs_script"])}</p>""");
        }

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                output.Attributes.SetAttribute(name, value);
            }
        }
    }

    private static string BoundsOf(IReadOnlyCollection<Place> places)
    {
        var (west, east) = Widened(places.Min(p => p.Longitude), places.Max(p => p.Longitude));
        var (south, north) = Widened(places.Min(p => p.Latitude), places.Max(p => p.Latitude));

        return $"{Degrees(west, south)},{Degrees(east, north)}";

        static (double, double) Widened(double least, double most)
        {
            var margin = Math.Max(LeastMargin, (most - least) * Margin);

            return (least - margin, most + margin);
        }
    }

    private static string Degrees(double longitude, double latitude) => string.Create(CultureInfo.InvariantCulture, $"{longitude:0.######},{latitude:0.######}");
}
