using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using Participation.Bench.Load;
using Participation.Bench.Seeding;
using Participation.Bench.Servers;
using Participation.Board;

namespace Participation.Bench.Workloads;

/// <summary>
/// <c>participation bench vote</c>: the last minute of a vote. Ballots come at a steady rate, whether or not the last were
/// answered; how long one took is counted from when it was due. Every limit is on. Afterwards each receipt is held against
/// the log; with <c>--kill</c>, program and database are killed in the middle first.
/// </summary>
internal sealed class SteadyVote(SteadyVote.Options options, TextWriter log)
{
    private const int LongestRequest = 16 * 1024;
    private const string Form = "projects=1&projects=2&projects=3&projects=4&projects=5";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly byte[] Mark = "data-receipt=\""u8.ToArray();

    private readonly ConcurrentBag<(long Late, string Receipt)> _answered = [];
    private readonly ConcurrentDictionary<int, int> _refused = [];
    private int _unanswered;

    public static async Task<int> RunAsync(string[] words, TextWriter log)
    {
        var options = Options.Read(words);
        var folder = options.Data ?? Path.Combine(Path.GetTempPath(), $"participation-bench-{Guid.NewGuid():N}");
        try
        {
            return await new SteadyVote(options, log).RunAsync(folder);
        }
        finally
        {
            if (options.Data is null && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async Task<int> RunAsync(string folder)
    {
        var server = await PostgresDatabase.StartServerAsync(folder);
        var database = await PostgresDatabase.OpenCopyAsync(server, TownSize.Usual.Name, draft => new Seed(draft, TownSize.Usual).FillAsync(log));
        var program = await ServerProcess.StartProgramAsync(database, options.Port, withLimits: true);
        try
        {
            var people = await SignedInPeople.MakeAsync(database, TownSize.Usual, TownSize.Voters);

            // The code that matters is compiled for speed before anything is measured; in budgets of its own.
            await CastAsync(new Posts(people, n => $"/budgets/{TownSize.Budgets - n / people.Count}/vote/cast", Form, 2 * people.Count) { Expected = 200 }, WarmUp);
            _answered.Clear();
            _refused.Clear();
            var ballots = new Posts(people, n => $"/budgets/{1 + n / people.Count}/vote/cast", Form, (TownSize.Budgets - 2) * people.Count) { Expected = 200 };
            var (programs, databases) = (Cpu.Of(program.Pid), Cpu.OfFamily(database.Pid));
            var casting = CastAsync(ballots, options.Time);
            if (options.Kills)
            {
                await Task.Delay(options.Time / 2);
                await program.DisposeAsync();
                Process.GetProcessById(database.Pid).Kill();
                await log.WriteLineAsync("Killed the program and PostgreSQL.");
                await database.DisposeAsync();
                await server.DisposeAsync();
                NpgsqlConnection.ClearAllPools();
                server = await PostgresDatabase.StartServerAsync(folder);
                database = await PostgresDatabase.OpenAsync(server, $"{TownSize.Usual.Name}_copy", _ => throw new InvalidOperationException("The town is gone."));
                program = await ServerProcess.StartProgramAsync(database, options.Port, withLimits: true);
                await log.WriteLineAsync("Both run again.");
            }

            await casting;
            if (!options.Kills)
            {
                (programs, databases) = (Cpu.Of(program.Pid) - programs, Cpu.OfFamily(database.Pid) - databases);
                await TellAsync(programs, databases);
            }

            return await HoldAgainstTheLogAsync(database);
        }
        finally
        {
            await program.DisposeAsync();
            await database.DisposeAsync();
            await server.DisposeAsync();
        }
    }

    private async Task TellAsync(double program, double database)
    {
        var late = Latencies.Of(_answered.Select(a => a.Late));
        await log.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{_answered.Count} ballots in {options.Time.TotalSeconds:N0} s at {options.Rate} a second: p50 {late.PercentileMs(50):N0} ms, p99 {late.PercentileMs(99):N0} ms, at most {late.MaxMs:N0} ms; CPU {program * 1000 / _answered.Count:N2} ms in the program, {database * 1000 / _answered.Count:N2} ms in the database"));
    }

    /// <returns>Zero when every receipt that was given holds.</returns>
    private async Task<int> HoldAgainstTheLogAsync(PostgresDatabase database)
    {
        foreach (var (status, count) in _refused)
        {
            await log.WriteLineAsync($"{count} ballots were answered {status}.");
        }

        var logs = new Dictionary<Digest, (Manifest Manifest, MerkleTree Tree, List<byte[]> Leaves)>();
        foreach (var budget in await BudgetsAsync(database))
        {
            var (tree, leaves) = (new MerkleTree(), new List<byte[]>());
            await using var find = database.Source.CreateCommand("select bytes from leaves where budget_id = $1 order by index");
            find.Parameters.AddWithValue(budget);
            await using var reader = await find.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                leaves.Add(reader.GetFieldValue<byte[]>(0));
                tree.Append(leaves[^1]);
            }

            var manifest = Manifest.Read(leaves[0]);
            logs.Add(manifest.Id, (manifest, tree, leaves));
        }

        var broken = _answered.Select(a => Board.Receipt.Read(Encoding.UTF8.GetBytes(a.Receipt))).Count(receipt =>
            !logs.TryGetValue(receipt.Election, out var its)
            || !receipt.IsSound(its.Manifest)
            || receipt.Head.Root != its.Tree.RootAt(receipt.Head.Size)
            || !its.Leaves[(int)receipt.Index].AsSpan().SequenceEqual(receipt.Leaf.ToBytes()));
        await log.WriteLineAsync($"{_answered.Count} receipts were given, {_unanswered} ballots got no answer; of the receipts {broken} do not hold.");

        return broken == 0 && (options.Kills || _unanswered == 0 && _refused.IsEmpty) ? 0 : 1;
    }

    private static async Task<List<Guid>> BudgetsAsync(PostgresDatabase database)
    {
        await using var find = database.Source.CreateCommand("select budget_id from boards");
        await using var reader = await find.ExecuteReaderAsync();
        var budgets = new List<Guid>();
        while (await reader.ReadAsync())
        {
            budgets.Add(reader.GetGuid(0));
        }

        return budgets;
    }

    private async Task CastAsync(Posts ballots, TimeSpan time)
    {
        var (begun, next, all) = (Stopwatch.GetTimestamp(), -1L, (long)(time.TotalSeconds * options.Rate));
        await Task.WhenAll(Enumerable.Range(0, options.Clients).Select(_ => Task.Run(async () =>
        {
            HttpConnection? connection = null;
            var request = new byte[LongestRequest];
            for (var turn = Interlocked.Increment(ref next); turn < all; turn = Interlocked.Increment(ref next))
            {
                var due = begun + turn * Stopwatch.Frequency / options.Rate;
                if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } early)
                {
                    await Task.Delay(early);
                }

                try
                {
                    connection ??= await HttpConnection.OpenAsync(options.Port);
                    await AskAsync(connection, ballots, request, due);
                }
                catch (Exception e) when (e is IOException or SocketException)
                {
                    Interlocked.Increment(ref _unanswered);
                    connection?.Dispose();
                    connection = null;
                    await Task.Delay(TimeSpan.FromMilliseconds(200));
                }
            }

            connection?.Dispose();
        })));
    }

    private async Task AskAsync(HttpConnection connection, Posts ballots, byte[] request, long due)
    {
        var length = ballots.Write(request);
        if (length == 0)
        {
            throw new InvalidOperationException("There are not enough voters for that.");
        }

        using var body = new MemoryStream();
        await connection.AskAsync(request.AsMemory(0, length), body);
        var late = Stopwatch.GetTimestamp() - due;
        if (connection.Response.Status == ballots.Expected)
        {
            _answered.Add((late, ReceiptIn(body.GetBuffer().AsSpan(0, (int)body.Length))));
        }
        else
        {
            _refused.AddOrUpdate(connection.Response.Status, 1, (_, count) => count + 1);
        }
    }

    private static string ReceiptIn(ReadOnlySpan<byte> page)
    {
        var start = page.IndexOf(Mark) + Mark.Length;
        var kept = WebUtility.HtmlDecode(Encoding.UTF8.GetString(page[start..(start + page[start..].IndexOf((byte)'"'))]));

        return System.Text.Json.JsonDocument.Parse(kept).RootElement.GetProperty("receipt").GetRawText();
    }

    /// <param name="Rate">Ballots a second.</param>
    /// <param name="Time">How long.</param>
    /// <param name="Clients">Connections, each with one ballot on its way.</param>
    /// <param name="Kills">Whether program and database are killed in the middle.</param>
    /// <param name="Data">Where the town is kept for the next time; null to throw it away.</param>
    /// <param name="Port">Of the program.</param>
    internal sealed record Options(int Rate, TimeSpan Time, int Clients, bool Kills, string? Data, int Port)
    {
        /// <exception cref="FormatException">These words are not understood.</exception>
        public static Options Read(string[] words)
        {
            var options = new Options(500, TimeSpan.FromSeconds(60), 64, false, null, 6700);
            var read = new Arguments(words);
            while (read.Next() is { } word)
            {
                options = word switch
                {
                    "--rate" => options with { Rate = read.Number() },
                    "--seconds" => options with { Time = TimeSpan.FromSeconds(read.Number()) },
                    "--clients" => options with { Clients = read.Number() },
                    "--kill" => options with { Kills = true },
                    "--data" => options with { Data = read.Value() },
                    "--port" => options with { Port = read.Number() },
                    var other => throw new FormatException($"What is \"{other}\"?"),
                };
            }

            return options;
        }
    }
}
