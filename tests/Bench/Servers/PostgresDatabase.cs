using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Participation.Database;

namespace Participation.Bench.Servers;

/// <summary>A PostgreSQL of our own, which keeps its promises on disk as a town's does, and one database in it.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres _server;

    private PostgresDatabase(EmbeddedPostgres server, string address)
    {
        _server = server;
        Address = address;
        Source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address) { CommandTimeout = 0, Timeout = 60 });
        Pid = int.Parse(File.ReadLines(Path.Combine(server.Folder, "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
    }

    public string Address { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>The parent of all its processes.</summary>
    public int Pid { get; }

    public static Task<EmbeddedPostgres> StartServerAsync(string folder) => EmbeddedPostgres.StartAsync(folder, durable: true);

    /// <summary>A database to write in: a copy of the one of this name, see <see cref="OpenAsync"/>.</summary>
    public static async Task<PostgresDatabase> OpenCopyAsync(EmbeddedPostgres server, string name, Func<PostgresDatabase, Task> fill)
    {
        await (await OpenAsync(server, name, fill)).DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await using var maintenance = NpgsqlDataSource.Create(server.ConnectionString);
        foreach (var sql in new[] { $"drop database if exists {name}_copy", $"create database {name}_copy template {name}" })
        {
            await using var command = maintenance.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        return new PostgresDatabase(server, AddressOf(server, $"{name}_copy"));
    }

    /// <summary>The database of this name, filled once and found again the next time, unless its tables have changed since.</summary>
    public static async Task<PostgresDatabase> OpenAsync(EmbeddedPostgres server, string name, Func<PostgresDatabase, Task> fill)
    {
        var address = AddressOf(server, name);
        await using var maintenance = NpgsqlDataSource.Create(server.ConnectionString);
        if (!await IsThereAsync() || (await Migrator.MigrateAsync(address)).Count > 0)
        {
            await MakeAsync();
        }

        return new PostgresDatabase(server, address);

        async Task<bool> IsThereAsync()
        {
            await using var known = maintenance.CreateCommand($"select exists (select from pg_database where datname = '{name}')");
            return (bool)(await known.ExecuteScalarAsync())!;
        }

        // Filled under another name, so that a run that is cut short leaves no half-filled town.
        async Task MakeAsync()
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync($"drop database if exists {name}");
            await RunAsync($"drop database if exists {name}_draft");
            await RunAsync($"create database {name}_draft");
            await using (var draft = new PostgresDatabase(server, AddressOf(server, $"{name}_draft")))
            {
                await Migrator.MigrateAsync(draft.Address);
                await fill(draft);
            }

            NpgsqlConnection.ClearAllPools();
            await RunAsync($"alter database {name}_draft rename to {name}");
        }

        async Task RunAsync(string sql)
        {
            await using var command = maintenance.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task RunAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ReadAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>pgbench with 32 clients and a file of statements. Errors are failures.</summary>
    /// <returns>Transactions a second, and all of them; null where the machine has no pgbench.</returns>
    public async Task<(double PerSecond, long Count)?> RunPgBenchAsync(string file, TimeSpan time, params (string Name, long Value)[] variables)
    {
        var program = PostgresBinaries.Find(major: _server.Major).PathOf("pgbench");
        if (!File.Exists(program))
        {
            return null;
        }

        var address = new NpgsqlConnectionStringBuilder(Address);
        var seconds = Math.Max(1, (int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-n", "-M", "prepared", "-c", "32", "-j", "2", "-T", seconds, "-f", file,
            "-h", "127.0.0.1", "-p", address.Port.ToString(CultureInfo.InvariantCulture), "-U", address.Username!,
            .. variables.SelectMany(v => new[] { "-D", $"{v.Name}={v.Value}" }), address.Database!,
        ];
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = address.Password },
        })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (NumberAfter(await said, "tps = "), (long)NumberAfter(await said, "number of transactions actually processed: "))
            : throw new InvalidOperationException($"pgbench failed: {await complained}");
    }

    public async ValueTask DisposeAsync() => await Source.DisposeAsync();

    private static string AddressOf(EmbeddedPostgres server, string name) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = Source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
    }

    private static double NumberAfter(string text, string words)
    {
        var from = text.IndexOf(words, StringComparison.Ordinal) + words.Length;
        return double.Parse(text.AsSpan(from, text.AsSpan(from).IndexOfAny(' ', '\n')), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
