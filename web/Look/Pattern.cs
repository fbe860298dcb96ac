using System.Globalization;
using System.Text;

namespace Participation.Web.Look;

/// <summary>
/// The quiet picture of a thing that has no photo: cement tiles, as on the floors of old houses, laid from the
/// thing's own name. The same seed gives the same floor for ever.
/// </summary>
/// <remarks>
/// The drawing carries classes only (a, b, c and a tone from 1 to 6); Styles/components/card.css gives the colours,
/// so that themes and the dark scheme reach it.
/// </remarks>
public static class Pattern
{
    private const int Tones = 6;

    /// <summary>What fills the tile of 48 units, what lies in its middle, and what in its corners.</summary>
    private static readonly string[][] Layers =
    [
        [
            Shape("b", "M24 0A24 24 0 0 1 24 48A24 24 0 0 1 24 0Z"),
            Shape("b", "M0 0H24A24 24 0 0 1 0 24ZM48 48H24A24 24 0 0 1 48 24Z"),
            Shape("b", "M24 0L48 24L24 48L0 24Z"),
            Shape("b", "M0 0A24 24 0 0 0 24 24A24 24 0 0 0 0 0ZM48 0A24 24 0 0 1 24 24A24 24 0 0 1 48 0Z" +
                "M0 48A24 24 0 0 1 24 24A24 24 0 0 1 0 48ZM48 48A24 24 0 0 0 24 24A24 24 0 0 0 48 48Z"),
            Shape("b", "M0 0H24V24H0ZM24 24H48V48H24Z"),
        ],
        [
            Shape("c", "M24 14A10 10 0 0 1 24 34A10 10 0 0 1 24 14Z"),
            Shape("c", "M24 12L36 24L24 36L12 24Z"),
            Shape("c", "M24 24A10 10 0 0 1 24 6A10 10 0 0 1 24 24ZM24 24A10 10 0 0 1 24 42A10 10 0 0 1 24 24Z"),
            Shape("a", "M24 12A12 12 0 0 1 24 36A12 12 0 0 1 24 12Z") + Shape("c", "M24 20A4 4 0 0 1 24 28A4 4 0 0 1 24 20Z"),
            Shape("line", "M24 8A16 16 0 0 1 24 40A16 16 0 0 1 24 8Z"),
        ],
        [
            Shape("c", "M0 0H9A9 9 0 0 1 0 9ZM48 0V9A9 9 0 0 1 39 0ZM48 48H39A9 9 0 0 1 48 39ZM0 48V39A9 9 0 0 1 9 48Z"),
            Shape("a", "M0 0H8L0 8ZM48 0V8L40 0ZM48 48H40L48 40ZM0 48V40L8 48Z"),
            Shape("line", "M0 14A14 14 0 0 0 14 0M34 0A14 14 0 0 0 48 14M48 34A14 14 0 0 0 34 48M14 48A14 14 0 0 0 0 34"),
            Shape("c", "M21 0H27V4H21ZM21 44H27V48H21ZM0 21H4V27H0ZM44 21H48V27H44Z"),
        ],
    ];

    private static readonly int[] Sizes = [40, 56, 72];

    /// <param name="seed">What the picture stands for; an id does well.</param>
    /// <returns>An SVG element that fills its frame and says nothing to those who listen to the page.</returns>
    public static string Draw(string seed)
    {
        var hash = Hash(seed);
        var rest = hash;

        var tone = Next(Tones) + 1;
        var size = Sizes[Next(Sizes.Length)];
        var turn = Next(2) * 45;
        var tile = string.Concat(Layers.Select(layer => layer[Next(layer.Length)]));

        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg class="pattern tone-{tone}" aria-hidden="true" preserveAspectRatio="xMidYMid slice" viewBox="0 0 320 160"><pattern id="tile-{hash:x8}" width="48" height="48" patternUnits="userSpaceOnUse" patternTransform="rotate({turn}) scale({size / 48.0:0.###})">{tile}</pattern><rect class="a" width="320" height="160"/><rect width="320" height="160" fill="url(#tile-{hash:x8})"/></svg>
            """);

        int Next(int choices)
        {
            var choice = (int)(rest % (uint)choices);
            rest /= (uint)choices;
            return choice;
        }
    }

    /// <summary>FNV-1a over the UTF-8 bytes, then mixed once more, for ids that differ in their last figure only.</summary>
    private static uint Hash(string seed)
    {
        unchecked
        {
            var hash = Encoding.UTF8.GetBytes(seed).Aggregate(2166136261u, (sum, octet) => (sum ^ octet) * 16777619u);
            hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
            return hash ^ (hash >> 13);
        }
    }

    private static string Shape(string className, string path) => $"""<path class="{className}" d="{path}"/>""";
}
