using System.Globalization;

namespace Participation.Bench.Servers;

/// <summary>What processes have used so far, as Linux counts it, in hundredths of a second.</summary>
internal static class Cpu
{
    private const double TicksPerSecond = 100;

    public static bool IsKnown { get; } = File.Exists("/proc/self/stat");

    /// <summary>Seconds; zero where there is no <c>/proc</c>.</summary>
    public static double Of(int pid) => Read(pid) is { } stat ? (stat.Own) / TicksPerSecond : 0;

    /// <summary>Seconds that a process and its children have used, those that are gone included.</summary>
    public static double OfFamily(int parent)
    {
        if (Read(parent) is not { } stat)
        {
            return 0;
        }

        var children = File.ReadAllText($"/proc/{parent}/task/{parent}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pid => Read(int.Parse(pid, CultureInfo.InvariantCulture))?.Own ?? 0);
        return (stat.Own + stat.OfTheGone + children.Sum()) / TicksPerSecond;
    }

    /// <summary>Bytes that the process has in memory.</summary>
    public static long MemoryOf(int pid) => File.Exists($"/proc/{pid}/status")
        ? File.ReadLines($"/proc/{pid}/status")
            .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024)
            .FirstOrDefault()
        : 0;

    private static (long Own, long OfTheGone)? Read(int pid)
    {
        try
        {
            // The second field is the name in brackets, and may hold spaces. See proc(5): utime is the 14th.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (Number(11) + Number(12), Number(13) + Number(14));

            long Number(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
