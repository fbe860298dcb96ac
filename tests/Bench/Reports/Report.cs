using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Participation.Bench.Reports;

/// <summary>All that was measured in one run, as Markdown for people and as JSON for programs.</summary>
internal sealed record Report(DateTimeOffset At, string Machine, List<Comparison> Comparisons, List<Broadcast> Broadcasts, List<Growth> Growths, List<string> Notes)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public string ToMarkdown()
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{At:yyyy-MM-dd HH:mm} UTC, {Machine}").AppendLine();
        if (Comparisons.Count > 0)
        {
            Table(
                text,
                ["", "of the limit", "per second", "p50 ms", "p99 ms", "CPU ms: program", "database", "memory MB"],
                Comparisons.SelectMany(c => new[]
                {
                    Row($"**{c.Does}**", Share(c), c.Ours),
                    c.Limit is { } limit ? Row(c.LimitDoes, "", limit) : [c.LimitDoes, "not here", "", "", "", "", "", ""],
                }));
        }

        if (Broadcasts.Count > 0)
        {
            Table(
                text,
                ["one change told to all", "listeners", "last heard, p50 ms", "max ms", "CPU ms per change", "kB per listener"],
                Broadcasts.Select(b => new[] { b.Server, Number(b.Listeners), Number(b.LastP50), Number(b.LastMax), Number(b.CpuPerEvent), Number(b.KilobytesPerListener) }));
        }

        if (Growths.Count > 0)
        {
            Table(
                text,
                ["in the large town", "CPU, times", "CPU ms: usual", "large", "per second: usual", "large"],
                Growths.Select(g => new[] { g.Does, Number(g.Large.Cpu / g.Usual.Cpu), Number(g.Usual.Cpu), Number(g.Large.Cpu), Number(g.Usual.PerSecond), Number(g.Large.PerSecond) }));
        }

        Notes.ForEach(note => text.AppendLine(CultureInfo.InvariantCulture, $"- {note}"));
        return text.ToString();
    }

    private static string Share(Comparison comparison) =>
        comparison.Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{comparison.Ours.PerSecond / limit.PerSecond * 100:N0} %") : "";

    private static string[] Row(string what, string share, Figures f) =>
        [what, share, Number(f.PerSecond), Number(f.P50), Number(f.P99), Number(f.ProgramCpu), Number(f.DatabaseCpu), Number(f.Memory)];

    // Three digits tell enough.
    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString(
        value switch { >= 100 => "N0", >= 10 => "N1", >= 1 => "N2", _ => "N3" }, CultureInfo.InvariantCulture);

    private static void Table(StringBuilder text, string[] head, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend(head).ToList();
        var widths = head.Select((_, column) => all.Max(row => row[column].Length)).ToList();
        Line(head);
        Line([.. widths.Select((width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ":")]);
        all.Skip(1).ToList().ForEach(Line);
        text.AppendLine();

        void Line(string[] row) => text.Append("| ")
            .AppendJoin(" | ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))
            .AppendLine(" |");
    }
}
