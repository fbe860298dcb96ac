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
    private const int AnswersToWarmUp = 15_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private bool _failed;

    private readonly Report _report = new(
        DateTimeOffset.UtcNow, $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}", [], [], [], []);

    public static async Task<int> RunAsync(Options options, TextWriter log)
    {
        var folder = options.Data ?? Path.Combine(Path.GetTempPath(), $"participation-bench-{Guid.NewGuid():N}");
        try
        {
            await using var server = await PostgresDatabase.StartServerAsync(folder);
            return await new Measurements(options, log).RunAsync(server);
        }
        finally
        {
            if (options.Data is null && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <returns>Zero when all was measured.</returns>
    private async Task<int> RunAsync(EmbeddedPostgres server)
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
        return _failed ? 1 : 0;
    }

    private async Task<Town> OpenAsync(EmbeddedPostgres server, TownSize size, int port)
    {
        // The large town is only read, and too large to copy.
        var database = size == TownSize.Large
            ? await PostgresDatabase.OpenAsync(server, size.Name, FillAsync)
            : await PostgresDatabase.OpenCopyAsync(server, size.Name, FillAsync);
        return new Town(database, size, await ServerProcess.StartProgramAsync(database, port));

        Task FillAsync(PostgresDatabase draft) => new Seed(draft, size).FillAsync(log);
    }

    private async Task CompareAsync(IReadOnlyList<Workload> workloads)
    {
        foreach (var workload in workloads.Where(w => options.Wants(w.Name)))
        {
            await TryAsync(workload.Does, async () =>
            {
                var (ours, limit) = await InTurnAsync(async time => await workload.Ours(time), workload.Limit);
                _report.Comparisons.Add(new Comparison(workload.Name, workload.Does, workload.LimitDoes, ours!, limit));
            });
        }
    }

    private async Task ListenAsync(Listening listening, Writing writing)
    {
        if (options.Wants("listeners"))
        {
            foreach (var listeners in options.Large ? [1_000, 5_000] : new[] { 1_000 })
            {
                await TryAsync($"one change told to {listeners:N0}", async () => _report.Broadcasts.AddRange(await listening.TellAsync(listeners)));
            }
        }

        if (options.Wants("watchers"))
        {
            const int Watchers = 1_000;
            await TryAsync($"supports while {Watchers:N0} watch", async () =>
            {
                var (figures, changes) = await listening.WatchAsync(writing.OnOneProposal, Watchers, options.Stretch);
                _report.Notes.Add(
                    $"While {Watchers:N0} people watched one proposal, it got {figures.PerSecond:N0} supports a second "
                    + $"(p99 {figures.P99:N0} ms), and none of them was told more than {changes:N1} times a second.");
            });
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
            await TryAsync($"{inUsual.Does}, in both towns", async () =>
            {
                var (usualFigures, largeFigures) = await InTurnAsync(async time => await inUsual.Ours(time), async time => await inLarge.Ours(time));
                _report.Growths.Add(new Growth(inUsual.Does, usualFigures!, largeFigures!));
            });
        }
    }

    /// <summary>Measures one, then the other, and again; each is warmed up before.</summary>
    /// <returns>The medians; null for what cannot be measured here.</returns>
    private async Task<(Figures? One, Figures? Other)> InTurnAsync(Func<TimeSpan, Task<Figures?>> one, Func<TimeSpan, Task<Figures?>> other)
    {
        await WarmUpAsync(one);
        await WarmUpAsync(other);

        var (ones, others) = (new List<Figures?>(), new List<Figures?>());
        for (var round = 0; round < options.Rounds; round++)
        {
            ones.Add(await one(options.Stretch));
            others.Add(await other(options.Stretch));
        }

        return (MedianOf(ones), MedianOf(others));

        static Figures? MedianOf(List<Figures?> rounds) => rounds.Contains(null) ? null : Figures.Median(rounds!);
    }

    /// <summary>Until the code that matters is compiled for speed; on a busy machine that takes more than a moment.</summary>
    private static async Task WarmUpAsync(Func<TimeSpan, Task<Figures?>> load)
    {
        var (answers, time) = (0.0, TimeSpan.Zero);
        while (time < WarmUp || answers < AnswersToWarmUp && time < 10 * WarmUp)
        {
            answers += (await load(WarmUp))?.PerSecond * WarmUp.TotalSeconds ?? AnswersToWarmUp;
            time += WarmUp;
        }
    }

    /// <summary>What goes wrong costs its own figures, and the run its good end.</summary>
    private async Task TryAsync(string what, Func<Task> measure)
    {
        await log.WriteLineAsync($"{what}...");
        try
        {
            await measure();
        }
        catch (Exception e) when (e is LoadFailedException or InvalidOperationException or IOException or TimeoutException)
        {
            _failed = true;
            _report.Notes.Add($"NOT MEASURED: {what}.");
            await log.WriteLineAsync($"FAILED: {e.Message}");
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
