using System.Diagnostics;
using System.Net.Sockets;
using Participation.Bench.Load;

namespace Participation.Bench.Servers;

/// <summary>A server under measurement, in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Queue<string> _said = [];
    private bool _disposed;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    /// <summary>The folder of the program's pages: <c>web/</c>.</summary>
    public static string ContentRoot { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../web"));

    public int Port { get; }

    public int Pid => _process.Id;

    private static readonly string[] WithoutLimits = ["--Limits:WritesPerPerson=1000000000", "--Limits:WritesPerAddress=1000000000"];

    /// <summary>The program itself, as <c>./participation run</c> starts it.</summary>
    /// <remarks>
    /// Its limits of writes per person and minute are lifted unless asked for: they would be what is measured. The demo town
    /// stays away.
    /// </remarks>
    public static Task<ServerProcess> StartProgramAsync(PostgresDatabase database, int port, bool withLimits = false) => StartAsync(
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Participation.Web/release/Participation.Web.dll")),
        ["run", "--port", $"{port}", "--no-demo", .. withLimits ? [] : WithoutLimits],
        database,
        port);

    /// <summary>The limits: how fast the same machine is with next to nothing to do.</summary>
    public static Task<ServerProcess> StartLimitsAsync(PostgresDatabase database, int port) => StartAsync(
        Path.Combine(AppContext.BaseDirectory, "Bench.dll"), ["limits", $"--urls=http://localhost:{port}"], database, port);

    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    /// <summary>The key and anchors of the town's ballot boxes, for as long as the bench runs.</summary>
    private static readonly string Boards = Directory.CreateTempSubdirectory("boards-").FullName;

    private static async Task<ServerProcess> StartAsync(string program, string[] arguments, PostgresDatabase database, int port)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["ConnectionStrings__Participation"] = database.Address, ["ASPNETCORE_CONTENTROOT"] = ContentRoot, ["Board__Folder"] = Boards },
        };
        start.Environment.Remove(HttpLoad.InlineSockets);

        var server = new ServerProcess(Process.Start(start)!, port);
        server._process.OutputDataReceived += (_, line) => server.Remember(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Remember(line.Data);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        try
        {
            await server.AnswersAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task AnswersAsync()
    {
        var begun = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var connection = await HttpConnection.OpenAsync(Port);
                var buffer = new byte[1024];
                await connection.AskAsync(buffer.AsMemory(0, new OnePage("/").Write(buffer)));
                return;
            }
            catch (Exception notYet) when (notYet is SocketException or IOException && !_process.HasExited && begun.Elapsed < Patience)
            {
                await Task.Delay(100);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"A server did not start:\n{Said()}", e);
            }
        }
    }

    private void Remember(string? line)
    {
        lock (_said)
        {
            if (line is null)
            {
                return;
            }

            _said.Enqueue(line);
            if (_said.Count > 40)
            {
                _said.Dequeue();
            }
        }
    }

    /// <summary>The last of what it has said, for when something goes wrong.</summary>
    public string Said()
    {
        lock (_said)
        {
            return string.Join('\n', _said);
        }
    }
}
