using System.Globalization;
using Participation.Bench.Live;
using Participation.Bench.Load;
using Participation.Bench.Reports;
using Participation.Bench.Servers;
using Participation.Journal;

namespace Participation.Bench.Workloads;

/// <summary>What it costs that many look at the same page while it changes.</summary>
internal sealed class Listening(Town town, ServerProcess limits)
{
    private const int Events = 25;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    /// <summary>One change told to all, by a bare hub and by the program: from the pump's <c>NOTIFY</c> to the last browser.</summary>
    public async Task<IReadOnlyList<Broadcast>> TellAsync(int listeners)
    {
        using var client = new HttpClient();
        var subject = $"proposal:{await town.Database.ReadAsync<Guid>("select bench_proposal(1)")}";
        var shout = new Uri($"http://localhost:{limits.Port}/shout?subject={subject}");
        var news = LiveNews.Pack([new LiveNews(subject, new Dictionary<string, int> { ["supports"] = 1 }, ["ProposalSupported"])], 7_500).Single();

        return
        [
            await TellAsync("**the program**", town.Program, subject, listeners, () => town.Database.RunAsync("select pg_notify('live', $1)", news)),
            await TellAsync("bare hub", limits, subject, listeners, async () => (await client.PostAsync(shout, null)).EnsureSuccessStatusCode()),
        ];
    }

    /// <summary>Supports for one proposal while many watch it: how often each of them is told.</summary>
    public async Task<(Figures Figures, double ChangesPerSecond)> WatchAsync(Posts posts, int watchers, TimeSpan time)
    {
        var proposal = int.Parse(posts.StartAnotherRound().Split('/')[2], CultureInfo.InvariantCulture);
        var subject = $"proposal:{await town.Database.ReadAsync<Guid>("select id from proposals where number = $1", proposal)}";
        await using var crowd = await Crowd.GatherAsync(town.Program.Port, subject, watchers);
        var figures = await town.MeasureAsync(posts, time);
        return (figures, crowd.MostChangesOfOne / time.TotalSeconds);
    }

    private static async Task<Broadcast> TellAsync(string name, ServerProcess server, string subject, int listeners, Func<Task> happen)
    {
        var memory = Cpu.MemoryOf(server.Pid);
        await using var crowd = await Crowd.GatherAsync(server.Port, subject, listeners);
        for (var i = 0; i < 5; i++)
        {
            await crowd.HearAllAsync(happen);
        }

        memory = Cpu.MemoryOf(server.Pid) - memory;
        var latencies = new List<double>();
        var cpu = Cpu.Of(server.Pid);
        for (var i = 0; i < Events; i++)
        {
            latencies.Add(await crowd.HearAllAsync(happen));
            await Task.Delay(Between);
        }

        cpu = Cpu.Of(server.Pid) - cpu;
        latencies.Sort();
        return new Broadcast(name, listeners, latencies[Events / 2], latencies[^1], cpu * 1000 / Events, memory / 1e3 / listeners);
    }
}
