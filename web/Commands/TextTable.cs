using System.Globalization;
using Participation.Pabulib;

namespace Participation.Web.Commands;

/// <summary>Rows and names as a terminal can show them.</summary>
internal static class TextTable
{
    private const int LongestName = 48;

    /// <param name="output">Where.</param>
    /// <param name="rows">All with as many cells.</param>
    /// <param name="isNumber">Whether a column stands to the right.</param>
    public static void Write(TextWriter output, IEnumerable<string[]> rows, Func<int, bool> isNumber)
    {
        var table = rows.ToList();
        var widths = Enumerable.Range(0, table[0].Length).Select(column => table.Max(row => Width(row[column]))).ToArray();
        foreach (var row in table)
        {
            var cells = row.Select((text, column) => isNumber(column)
                ? Spaces(widths[column] - Width(text)) + text
                : text + Spaces(widths[column] - Width(text)));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }

    public static string TitleOf(PabulibFile file) =>
        Printable(file.Meta.GetValueOrDefault("description") is { Length: > 0 } description ? description : "An election without a description");

    /// <summary>A name in a file may hold a tab or a line end, and neither may break the table.</summary>
    public static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    public static string Shortened(string text)
    {
        var characters = new StringInfo(text);

        return characters.LengthInTextElements <= LongestName ? text : characters.SubstringByTextElements(0, LongestName - 1) + "…";
    }

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;

    private static string Spaces(int count) => new(' ', count);
}
