using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using QRCoder;

namespace Participation.Web.Look;

/// <summary>An address as a picture that phones read: on posters, and on what people print.</summary>
public static class QrCode
{
    /// <summary>Drawings kept, for a page that many read; above it the memory starts anew.</summary>
    private const int Most = 2_000;

    private static readonly ConcurrentDictionary<string, string> Paths = new();

    /// <param name="address">What it leads to.</param>
    /// <param name="label">What it is, for those who hear the page.</param>
    /// <returns>An SVG element in the colour of the text around it.</returns>
    public static string Draw(string address, string label)
    {
        if (Paths.Count > Most)
        {
            Paths.Clear();
        }

        return Paths.GetOrAdd(address, Trace).Replace("{label}", HtmlEncoder.Default.Encode(label), StringComparison.Ordinal);
    }

    private static string Trace(string address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                var start = x;
                while (x < rows[y].Count && rows[y][x])
                {
                    x++;
                }

                if (x > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1H{start}z");
                }
            }
        }

        return $$"""<svg viewBox="0 0 {{rows.Count}} {{rows.Count}}" role="img" aria-label="{label}" shape-rendering="crispEdges" fill="currentColor"><path d="{{path}}"/></svg>""";
    }
}
