using Participation.Bench.Load;
using Participation.Bench.Reports;
using Participation.Bench.Seeding;
using Participation.Bench.Servers;

namespace Participation.Bench.Workloads;

/// <summary>A filled database and the program that serves it.</summary>
internal sealed class Town(PostgresDatabase database, TownSize size, ServerProcess program) : IAsyncDisposable
{
    public PostgresDatabase Database { get; } = database;

    public TownSize Size { get; } = size;

    public ServerProcess Program { get; } = program;

    public Task<Figures> MeasureAsync(IRequests requests, TimeSpan time) => MeasureAsync(Program, requests, time);

    /// <summary>Lets 32 clients ask a server, this town's program or another, and sees what it costs.</summary>
    /// <param name="server">Whom.</param>
    /// <param name="requests">What they ask.</param>
    /// <param name="time">How long.</param>
    /// <param name="settle">What is still part of the work when the last answer has come.</param>
    public async Task<Figures> MeasureAsync(ServerProcess server, IRequests requests, TimeSpan time, Func<Task>? settle = null)
    {
        var (program, database) = (Cpu.Of(server.Pid), Cpu.OfFamily(Database.Pid));
        var load = await LoadAsync(server, requests, time);
        if (settle is not null)
        {
            await settle();
        }

        (program, database) = (Cpu.Of(server.Pid) - program, Cpu.OfFamily(Database.Pid) - database);
        return new Figures(
            load.PerSecond,
            load.Latencies.PercentileMs(50),
            load.Latencies.PercentileMs(99),
            program * 1000 / load.Latencies.Count,
            database * 1000 / load.Latencies.Count,
            Cpu.MemoryOf(server.Pid) / 1e6);
    }

    /// <summary>Lets 32 clients of pgbench run a file of statements.</summary>
    /// <returns>Null where the machine has no pgbench.</returns>
    public async Task<Figures?> MeasureStatementAsync(string file, TimeSpan time, params (string Name, long Value)[] variables)
    {
        var database = Cpu.OfFamily(Database.Pid);
        if (await Database.RunPgBenchAsync(Path.Combine(AppContext.BaseDirectory, "Limits", file), time, variables) is not { } ran)
        {
            return null;
        }

        database = Cpu.OfFamily(Database.Pid) - database;
        return new Figures(ran.PerSecond, double.NaN, double.NaN, 0, database * 1000 / ran.Count, double.NaN);
    }

    private static async Task<LoadResult> LoadAsync(ServerProcess server, IRequests requests, TimeSpan time)
    {
        try
        {
            return await HttpLoad.RunAsync(server.Port, requests, time);
        }
        catch (LoadFailedException e)
        {
            throw new LoadFailedException($"{e.Message}\nThe server said at last:\n{server.Said()}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>Something to measure, and what it is measured by.</summary>
/// <param name="Name">By which it can be asked for alone.</param>
/// <param name="Does">In words, for the table.</param>
/// <param name="Ours">The program, for so long.</param>
/// <param name="LimitDoes">In words.</param>
/// <param name="Limit">The limit, for so long; its answer is null where this machine cannot tell.</param>
internal sealed record Workload(string Name, string Does, Func<TimeSpan, Task<Figures>> Ours, string LimitDoes, Func<TimeSpan, Task<Figures?>> Limit);
