using System.Runtime.InteropServices;
using Participation.Bench.Load;
using Participation.Bench.Reports;
using Participation.Bench.Seeding;
using Participation.Bench.Servers;
using Participation.Bench.Workloads;
using Participation.Database;

namespace Participation.Bench;

/// <summary>One run: a town is filled, the program and the limits are started beside it, and asked in turn.</summary>
internal sealed class Measurements(Options options, TextWriter log)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private readonly Report _report = new(
        DateTimeOffset.UtcNow, $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}", [], [], [], []);

    public static async Task<int> RunAsync(Options options, TextWriter log)
    {
        var folder = options.Data ?? Path.Combine(Path.GetTempPath(), $"participation-bench-{Guid.NewGuid():N}");
        try
        {
            await using var server = await PostgresDatabase.StartServerAsync(folder);
            await new Measurements(options, log).RunAsync(server);
            return 0;
        }
        catch (LoadFailedException e)
        {
            await log.WriteLineAsync($"\nNo figures: {e.Message}");
            return 1;
        }
        finally
        {
            if (options.Data is null && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async Task RunAsync(EmbeddedPostgres server)
    {
        await using var usual = await OpenAsync(server, TownSize.Usual, options.Port);
        await using var limits = await ServerProcess.StartLimitsAsync(usual.Database, options.Port + 1);
        var people = await SignedInPeople.MakeAsync(usual.Database, usual.Size, TownSize.Voters);

        await CompareAsync(await Reading.OfAsync(usual, limits, people));
        var writing = new Writing(usual, people);
        await CompareAsync(writing.All());
        await ListenAsync(new Listening(usual, limits), writing);
        if (options.Large)
        {
            await GrowAsync(server, usual, limits, people);
        }

        if (writing.SlowestCount > TimeSpan.Zero)
        {
            _report.Notes.Add($"The counters equalled what they count at the latest {writing.SlowestCount.TotalMilliseconds:N0} ms after the last answer of a load.");
        }

        await TellAsync();
    }

    private async Task<Town> OpenAsync(EmbeddedPostgres server, TownSize size, int port)
    {
        var database = await PostgresDatabase.OpenAsync(server, size.Name, draft => new Seed(draft, size).FillAsync(log));
        return new Town(database, size, await ServerProcess.StartProgramAsync(database, port));
    }

    private async Task CompareAsync(IReadOnlyList<Workload> workloads)
    {
        foreach (var workload in workloads.Where(w => options.Wants(w.Name)))
        {
            await log.WriteLineAsync($"{workload.Does}...");
            await workload.Ours(WarmUp);
            await workload.Limit(WarmUp);

            var (ours, limit) = (new List<Figures>(), new List<Figures?>());
            for (var round = 0; round < options.Rounds; round++)
            {
                ours.Add(await workload.Ours(options.Stretch));
                limit.Add(await workload.Limit(options.Stretch));
            }

            _report.Comparisons.Add(new Comparison(
                workload.Name, workload.Does, workload.LimitDoes, Figures.Median(ours), limit.Contains(null) ? null : Figures.Median(limit!)));
        }
    }

    private async Task ListenAsync(Listening listening, Writing writing)
    {
        if (options.Wants("listeners"))
        {
            foreach (var listeners in options.Large ? [1_000, 5_000] : new[] { 1_000 })
            {
                await log.WriteLineAsync($"one change told to {listeners:N0}...");
                _report.Broadcasts.AddRange(await listening.TellAsync(listeners));
            }
        }

        if (options.Wants("watchers"))
        {
            const int Watchers = 1_000;
            await log.WriteLineAsync($"supports while {Watchers:N0} watch...");
            var posts = writing.OnOneProposal();
            var (figures, changes) = await listening.WatchAsync(posts, Watchers, options.Stretch);
            _report.Notes.Add(
                $"While {Watchers:N0} people watched one proposal, it got {figures.PerSecond:N0} supports a second "
                + $"(p99 {figures.P99:N0} ms), and each of them was told {changes:N1} times a second.");
        }
    }

    /// <summary>The same pages and forms in both towns, in turn.</summary>
    private async Task GrowAsync(EmbeddedPostgres server, Town usual, ServerProcess limits, IReadOnlyList<SignedInPerson> people)
    {
        await using var large = await OpenAsync(server, TownSize.Large, options.Port + 2);
        var peopleOfLarge = await SignedInPeople.MakeAsync(large.Database, large.Size, TownSize.Voters);
        var pairs = (await Reading.OfAsync(usual, limits, people)).Zip(await Reading.OfAsync(large, limits, peopleOfLarge));
        foreach (var (inUsual, inLarge) in pairs.Where(p => options.Wants(p.First.Name)))
        {
            await log.WriteLineAsync($"{inUsual.Does}, in both towns...");
            await inUsual.Ours(WarmUp);
            await inLarge.Ours(WarmUp);

            var (small, big) = (new List<Figures>(), new List<Figures>());
            for (var round = 0; round < options.Rounds; round++)
            {
                small.Add(await inUsual.Ours(options.Stretch));
                big.Add(await inLarge.Ours(options.Stretch));
            }

            _report.Growths.Add(new Growth(inUsual.Does, Figures.Median(small), Figures.Median(big)));
        }
    }

    private async Task TellAsync()
    {
        _report.Notes.Add(
            "Everything ran on this one machine: the load, the program, the limits and PostgreSQL, which waited for the disk at each commit. "
            + $"{HttpLoad.Connections} clients; medians of {options.Rounds} rounds of {options.Stretch.TotalSeconds:N0} s, program and limit in turn, each warmed up.");
        _report.Notes.Add("The program ran as in a town, but for its limits of writes per person and address, which were lifted.");
        if (!Cpu.IsKnown)
        {
            _report.Notes.Add("This system does not tell what a process used: the columns of CPU and memory mean nothing.");
        }

        await log.WriteLineAsync();
        await log.WriteAsync(_report.ToMarkdown());
        if (options.Out is { } file)
        {
            await File.WriteAllTextAsync(file, file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? _report.ToJson() : _report.ToMarkdown());
        }
    }
}
