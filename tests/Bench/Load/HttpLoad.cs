using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Participation.Bench.Load;

/// <summary>Many who ask at once, each as soon as it has its last answer.</summary>
internal static class HttpLoad
{
    public const int Connections = 32;

    /// <summary>
    /// Set to 1 before the first socket is made, .NET goes on in the thread that heard of the answer: the load then takes
    /// about as little of the machine as wrk does.
    /// </summary>
    public const string InlineSockets = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private const int LongestRequest = 16 * 1024;

    /// <param name="port">On loopback.</param>
    /// <param name="requests">What is asked for.</param>
    /// <param name="time">How long; it ends before when there are no more requests.</param>
    /// <exception cref="LoadFailedException">Some answers had another status than expected.</exception>
    public static async Task<LoadResult> RunAsync(int port, IRequests requests, TimeSpan time)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => HttpConnection.OpenAsync(port)));
        var failures = new ConcurrentDictionary<int, (int Count, string Example)>();
        var begun = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(connections.Select(connection =>
            Task.Run(() => AskAsync(connection, requests, begun + (long)(time.TotalSeconds * Stopwatch.Frequency), failures))));
        var elapsed = Stopwatch.GetElapsedTime(begun);

        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        return failures.IsEmpty ? new LoadResult(elapsed, Latencies.Of(latencies.SelectMany(l => l))) : throw new LoadFailedException(requests.Expected, failures);
    }

    private static async Task<List<long>> AskAsync(
        HttpConnection connection, IRequests requests, long until, ConcurrentDictionary<int, (int Count, string Example)> failures)
    {
        var latencies = new List<long>(100_000);
        var request = new byte[LongestRequest];
        var now = Stopwatch.GetTimestamp();
        while (now < until && requests.Write(request) is > 0 and var length)
        {
            await connection.AskAsync(request.AsMemory(0, length));

            var before = now;
            now = Stopwatch.GetTimestamp();
            latencies.Add(now - before);
            if (connection.Response.Status != requests.Expected || IsSentToSignIn(connection.Response))
            {
                var example = Encoding.ASCII.GetString(request.AsSpan(0, length)) + Encoding.ASCII.GetString(connection.Response.Head);
                failures.AddOrUpdate(connection.Response.Status, _ => (1, example), (_, f) => (f.Count + 1, f.Example));
            }
        }

        return latencies;
    }

    private static bool IsSentToSignIn(ResponseReader response) =>
        response.Status == 302 && response.Head.IndexOf("/sign-in"u8) >= 0;
}

/// <param name="Time">How long it took.</param>
/// <param name="Latencies">Of every answer.</param>
internal sealed record LoadResult(TimeSpan Time, Latencies Latencies)
{
    public double PerSecond => Latencies.Count / Time.TotalSeconds;
}

/// <summary>How long answers took, in order.</summary>
internal sealed class Latencies
{
    private readonly long[] _sorted;

    private Latencies(long[] sorted) => _sorted = sorted;

    public int Count => _sorted.Length;

    public double MaxMs => PercentileMs(100);

    /// <param name="ticks">Of <see cref="Stopwatch"/>.</param>
    public static Latencies Of(IEnumerable<long> ticks)
    {
        var sorted = ticks.ToArray();
        Array.Sort(sorted);
        return new Latencies(sorted);
    }

    /// <returns>NaN when there were no answers.</returns>
    public double PercentileMs(double percentile) => _sorted.Length == 0
        ? double.NaN
        : _sorted[Math.Clamp((int)Math.Ceiling(percentile / 100 * _sorted.Length) - 1, 0, _sorted.Length - 1)] * 1000.0 / Stopwatch.Frequency;
}

internal sealed class LoadFailedException(string message, Exception? inner = null) : Exception(message, inner)
{
    public LoadFailedException(int expected, IReadOnlyDictionary<int, (int Count, string Example)> failures)
        : this(string.Join('\n', failures.Select(f => $"{f.Value.Count} answers were {f.Key}, not {expected}. One of them:\n{f.Value.Example}")))
    {
    }
}
