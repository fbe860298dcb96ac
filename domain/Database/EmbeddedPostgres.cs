using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Participation.Database;

/// <summary>
/// A PostgreSQL server of our own, for when none is configured: a laptop, a small town's single machine, the tests.
/// </summary>
/// <remarks>
/// <para>
/// It listens on loopback only, on a free port, and asks for a password that it made itself: the one way that is the
/// same on every system, and closed to the machine's other users. The folder holds:
/// <c>password</c> (readable by its owner only), <c>lock</c> and <c>program.pid</c> (who uses the folder now) and
/// <c>cluster</c>, PostgreSQL's own data and, in <c>cluster/log</c>, its last seven days of log.
/// </para>
/// <para>
/// When we are root, the server is run as postgres or nobody. If that user cannot enter the folder (as under /root),
/// <c>cluster</c> is a link to where it can, below /var/lib/participation.
/// </para>
/// <para>
/// If the program is killed, the server lives on, and the next program to start on this folder takes it over.
/// </para>
/// </remarks>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Name = "participation";
    private const string ElsewhereForRoot = "/var/lib/participation";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FileStream _lock;
    private readonly PostgresUser _user;
    private readonly string _cluster;
    private PostgresBinaries _binaries;

    private EmbeddedPostgres(string folder, FileStream held, PostgresUser user, PostgresBinaries binaries)
    {
        Folder = folder;
        _lock = held;
        _user = user;
        _binaries = binaries;
        _cluster = Path.Combine(folder, "cluster");
    }

    public string Folder { get; }

    /// <summary>Carries the password: not for logs.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>The server was already running: the program before this one ended without stopping it.</summary>
    public bool WasRunning { get; private set; }

    /// <summary>PostgreSQL's major version.</summary>
    public int Major => _binaries.Major;

    /// <param name="folder">Where the data live; made on first use.</param>
    /// <param name="durable">False trades safety against power loss for speed: right for tests, wrong for towns.</param>
    /// <param name="binaries">PostgreSQL's bin folder; null to look for it, see <see cref="PostgresBinaries"/>.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <exception cref="DataInUseException">Another program runs on this folder.</exception>
    /// <exception cref="InvalidOperationException">PostgreSQL is not to be found, or did not start; the message says why.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        string folder, bool durable = true, string? binaries = null, CancellationToken stop = default)
    {
        folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(folder);
        var held = Hold(folder);
        try
        {
            var server = new EmbeddedPostgres(folder, held, PostgresUser.Current(), PostgresBinaries.Find(binaries, MajorOfData(folder)));
            await server.StartAsync(durable, stop);
            return server;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach the server of a folder that another program runs, to work beside it.</summary>
    /// <returns>Its connection string, password and all; null when no server runs there.</returns>
    public static string? RunningAt(string folder)
    {
        var password = Path.Combine(folder, "password");
        return Path.Exists(Path.Combine(folder, "cluster")) && File.Exists(password) && RunningPort(ClusterOf(Path.GetFullPath(folder))) is { } port
            ? Address(port, File.ReadAllText(password).Trim())
            : null;
    }

    /// <summary>Stops the server at once but in order: nothing acknowledged is lost, nothing is to be recovered.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        await _user.TryAsync(_binaries.PathOf("pg_ctl"), ["-D", Cluster, "-m", "fast", "-w", "-t", "60", "stop"], CancellationToken.None);
        File.Delete(OwnerFile(Folder));
        await _lock.DisposeAsync();
    }

    /// <summary>Leaves the server running and the folder unheld, as when the program is killed.</summary>
    internal void Abandon() => _lock.Dispose();

    private async Task StartAsync(bool durable, CancellationToken stop)
    {
        var isNew = MajorOfData(Folder) is null;
        var password = await PasswordAsync(stop);
        await MakeBinariesReachableAsync(stop);
        if (isNew)
        {
            await InitializeAsync(durable, stop);
        }

        if (RunningPort(Cluster) is { } port && await AnswersAsync(port, password, stop))
        {
            ConnectionString = Address(port, password);
            WasRunning = true;
        }
        else
        {
            port = FreePort();
            await ConfigureAsync(port, durable, stop);
            await LaunchAsync(stop);
            ConnectionString = Address(port, password);
        }

        await EnsureDatabaseAsync(stop);
    }

    private static FileStream Hold(string folder)
    {
        try
        {
            // The system drops this lock with the process, however that ends.
            var held = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(OwnerFile(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return held;
        }
        catch (IOException)
        {
            var owner = File.Exists(OwnerFile(folder)) && int.TryParse(File.ReadAllText(OwnerFile(folder)), out var pid) ? pid : (int?)null;
            throw new DataInUseException(folder, owner);
        }
    }

    private static string OwnerFile(string folder) => Path.Combine(folder, "program.pid");

    private static int? MajorOfData(string folder)
    {
        var file = Path.Combine(folder, "cluster", "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
    }

    private async Task<string> PasswordAsync(CancellationToken stop)
    {
        var file = Path.Combine(Folder, "password");
        if (!File.Exists(file))
        {
            await WritePrivatelyAsync(file, RandomNumberGenerator.GetHexString(40, lowercase: true), stop);
        }

        return (await File.ReadAllTextAsync(file, stop)).Trim();
    }

    private static async Task WritePrivatelyAsync(string file, string text, CancellationToken stop)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var stream = new FileStream(file, options);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
    }

    private async Task MakeBinariesReachableAsync(CancellationToken stop)
    {
        if (_user.CanEnter(_binaries.Folder))
        {
            return;
        }

        // Only a package's own folder is ever out of reach, and it can be moved whole: bin, lib and share.
        var copy = Path.Combine(ElsewhereForRoot, ShortNameOf(_binaries.Folder));
        if (!Directory.Exists(Path.Combine(copy, "bin")))
        {
            Directory.CreateDirectory(copy);
            await PostgresUser.Ourselves.RunAsync("cp", ["-R", Path.Combine(Path.GetDirectoryName(_binaries.Folder)!, "."), copy], stop);
            await PostgresUser.Ourselves.RunAsync("chmod", ["-R", "a+rX", copy], stop);
        }

        _binaries = _binaries with { Folder = Path.Combine(copy, "bin") };
    }

    private static string ShortNameOf(string folder) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];

    private string Cluster => ClusterOf(Folder);

    private static string ClusterOf(string folder)
    {
        var cluster = Path.Combine(folder, "cluster");
        return new DirectoryInfo(cluster).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? cluster;
    }

    private async Task InitializeAsync(bool durable, CancellationToken stop)
    {
        var place = _cluster;
        if (!_user.CanEnter(Folder))
        {
            place = Path.Combine(ElsewhereForRoot, ShortNameOf(Folder));
            File.Delete(_cluster);
            File.CreateSymbolicLink(_cluster, place);
        }

        // Made beside its place and moved there when whole, so a start that is cut short leaves no half a cluster.
        var draft = place + ".new";
        var password = place + ".password";
        foreach (var leftover in new[] { draft, place }.Where(Directory.Exists))
        {
            Directory.Delete(leftover, recursive: true);
        }

        Directory.CreateDirectory(draft);
        await WritePrivatelyAsync(password, await PasswordAsync(stop), stop);
        try
        {
            await _user.OwnAsync(draft, stop);
            await _user.OwnAsync(password, stop);
            string[] arguments = ["-D", draft, "-U", Name, "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8", .. Locale()];
            await _user.RunAsync(_binaries.PathOf("initdb"), durable ? arguments : [.. arguments, "--no-sync"], stop);
        }
        finally
        {
            File.Delete(password);
        }

        Directory.Move(draft, place);
    }

    // Text is compared by code point, which is fast and the same everywhere; what people read in order is sorted
    // where it is asked for, with an ICU collation. Letters have case in all scripts: lower('É') is 'é'.
    private string[] Locale() => _binaries.Major >= 17
        ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--locale=C"]
        : [OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--locale=en_US.UTF-8"];

    private async Task ConfigureAsync(int port, bool durable, CancellationToken stop)
    {
        var settings = $"""
            # Written by Participation at every start.
            listen_addresses = '127.0.0.1'
            port = {port}
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 200
            shared_buffers = '{(durable ? "256MB" : "64MB")}'
            effective_cache_size = '1GB'
            work_mem = '8MB'
            maintenance_work_mem = '64MB'
            max_wal_size = '1GB'
            checkpoint_completion_target = 0.9
            random_page_cost = 1.1
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            lc_messages = 'C'
            logging_collector = on
            log_directory = 'log'
            log_filename = 'postgresql-%a.log'
            log_rotation_age = '1d'
            log_rotation_size = 0
            log_truncate_on_rotation = on
            log_min_duration_statement = '1s'

            """ + (durable ? "" : """
            fsync = off
            synchronous_commit = off
            full_page_writes = off

            """);

        var main = Path.Combine(_cluster, "postgresql.conf");
        const string Include = "include 'participation.conf'";
        if (!(await File.ReadAllTextAsync(main, stop)).Contains(Include, StringComparison.Ordinal))
        {
            await File.AppendAllTextAsync(main, $"\n{Include}\n", stop);
        }

        var ours = Path.Combine(_cluster, "participation.conf");
        await File.WriteAllTextAsync(ours, settings, stop);
        await _user.OwnAsync(ours, stop);
    }

    private async Task LaunchAsync(CancellationToken stop)
    {
        ForgetAStrangersPid();
        var output = Path.Combine(Cluster, "start.log");
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            File.Delete(output);
            var (code, said) = await _user.TryAsync(_binaries.PathOf("pg_ctl"), ["-D", Cluster, "-w", "-t", "120", "-l", output, "start"], stop);
            if (code == 0)
            {
                return;
            }

            var log = File.Exists(output) ? await File.ReadAllTextAsync(output, stop) : "";

            // The server itself was killed a moment ago, and what it left behind is still on its way out.
            var isClearingUp = log.Contains("pre-existing shared memory block", StringComparison.Ordinal);
            if (!isClearingUp || DateTime.UtcNow > until)
            {
                throw new InvalidOperationException($"PostgreSQL did not start in {_cluster}. {said}\n{log}\n{LastOfLog()}".Trim());
            }

            await Task.Delay(200, stop);
        }
    }

    private string LastOfLog()
    {
        var log = new DirectoryInfo(Path.Combine(_cluster, "log"));
        var newest = log.Exists ? log.EnumerateFiles().MaxBy(file => file.LastWriteTimeUtc) : null;
        return newest is null ? "" : string.Join('\n', File.ReadLines(newest.FullName).TakeLast(10));
    }

    private static (int Pid, int Port)? Recorded(string cluster)
    {
        var file = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(file))
        {
            return null;
        }

        var lines = File.ReadAllLines(file);
        return lines.Length > 3 && int.TryParse(lines[0], out var pid) && int.TryParse(lines[3], out var port) ? (pid, port) : null;
    }

    private static int? RunningPort(string cluster) => Recorded(cluster) is var (pid, port) && IsServerOf(cluster, pid) ? port : null;

    // After a restart of the machine, or in a new container, the number in the file may be anybody's;
    // PostgreSQL would take it for its own and not start.
    private void ForgetAStrangersPid()
    {
        if (Recorded(Cluster) is var (pid, _) && !IsServerOf(Cluster, pid))
        {
            File.Delete(Path.Combine(_cluster, "postmaster.pid"));
        }
    }

    private static bool IsServerOf(string cluster, int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return OperatingSystem.IsLinux()
                ? File.ReadAllText($"/proc/{pid}/cmdline").Split('\0').Contains(cluster)
                : process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception gone) when (gone is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(int port, string password, CancellationToken stop)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Maintenance(Address(port, password)));
                await connection.OpenAsync(stop);
                return true;
            }
            catch (PostgresException starting) when (starting.SqlState == PostgresErrorCodes.CannotConnectNow && DateTime.UtcNow < until)
            {
                await Task.Delay(100, stop);
            }
            catch (NpgsqlException)
            {
                return false;
            }
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(Maintenance(ConnectionString));
        await connection.OpenAsync(stop);
        await using var question = new NpgsqlCommand($"select exists (select from pg_database where datname = '{Name}')", connection);
        if (!(bool)(await question.ExecuteScalarAsync(stop))!)
        {
            await using var command = new NpgsqlCommand($"create database {Name}", connection);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    private static string Address(int port, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = Name,
        Password = password,
        Database = Name,
        // On loopback there is nothing to encrypt and no one to negotiate with.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    private static string Maintenance(string address) =>
        new NpgsqlConnectionStringBuilder(address) { Database = "postgres", Pooling = false }.ConnectionString;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Two programs were started on one data folder; the second stands back.</summary>
public sealed class DataInUseException(string folder, int? pid) : Exception(
    $"The data in {folder} are in use by another Participation{(pid is null ? "" : $" (process {pid})")}. Stop that one first, or give this one a folder of its own.")
{
    /// <summary>The process that has them; null if it could not be told.</summary>
    public int? Pid { get; } = pid;
}
