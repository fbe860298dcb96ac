using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Participation.People;

namespace Participation.App.Tests.Support;

/// <summary>What a listener is told.</summary>
public sealed record Heard(string Subject, Dictionary<string, int> Numbers, string[] Kinds);

/// <summary>A browser's end of the live hub: SignalR's JSON protocol over the test server's own socket.</summary>
public sealed class LiveConnection : IAsyncDisposable
{
    private const char End = '\u001e';

    private readonly WebSocket _socket;
    private readonly Channel<JsonElement> _answers = Channel.CreateUnbounded<JsonElement>();
    private readonly Channel<Heard> _heard = Channel.CreateUnbounded<Heard>();
    private readonly CancellationTokenSource _stop = new();

    private LiveConnection(WebSocket socket)
    {
        _socket = socket;
        Reading = ReadAsync();
    }

    /// <summary>Ends when the server closes the connection.</summary>
    public Task Reading { get; }

    public static async Task<LiveConnection> OpenAsync(App app, Person? person = null)
    {
        var client = app.Server.CreateWebSocketClient();
        if (person is not null)
        {
            var (name, value) = App.SignedIn(person);
            client.ConfigureRequest = request => request.Headers[name] = value;
        }

        var connection = new LiveConnection(await client.ConnectAsync(new Uri("ws://localhost/live"), CancellationToken.None));
        await connection.SendAsync(new { protocol = "json", version = 1 });
        await connection._answers.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        return connection;
    }

    /// <returns>The numbers as they are; or, where the hub refuses, why.</returns>
    public async Task<(Dictionary<string, Dictionary<string, int>> Numbers, string? Error)> ListenAsync(params string[] subjects)
    {
        await SendAsync(new { type = 1, target = "Listen", arguments = new object[] { subjects }, invocationId = "1" });
        var answer = await _answers.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        return answer.TryGetProperty("error", out var error)
            ? ([], error.GetString())
            : (answer.GetProperty("result").Deserialize<Dictionary<string, Dictionary<string, int>>>()!, null);
    }

    /// <summary>What is told next. How soon is for the benchmark to say; here patience only ends what would never end.</summary>
    public async Task<Heard> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _heard.Reader.ReadAsync(patience.Token);
    }

    /// <summary>All that is told until something answers to <paramref name="last"/>.</summary>
    public async Task<List<Heard>> UntilAsync(Func<Heard, bool> last)
    {
        var all = new List<Heard>();
        do
        {
            all.Add(await NextAsync());
        }
        while (!last(all[^1]));
        return all;
    }

    /// <summary>Whether nothing is told for a while.</summary>
    public async Task<bool> IsSilentAsync(int forMilliseconds = 700)
    {
        var patience = Stopwatch.StartNew();
        while (patience.ElapsedMilliseconds < forMilliseconds)
        {
            if (_heard.Reader.Count > 0)
            {
                return false;
            }

            await Task.Delay(20);
        }

        return true;
    }

    public Task SendAsync(object message) => _socket.SendAsync(
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message) + End), WebSocketMessageType.Text, true, _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await Reading;
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        var text = new StringBuilder();
        try
        {
            while (await _socket.ReceiveAsync(buffer, _stop.Token) is { MessageType: not WebSocketMessageType.Close } read)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
                var whole = text.ToString().LastIndexOf(End) + 1;
                foreach (var part in text.ToString(0, whole).Split(End, StringSplitOptions.RemoveEmptyEntries))
                {
                    Sort(JsonSerializer.Deserialize<JsonElement>(part));
                }

                text.Remove(0, whole);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // The line is cut, by one end or the other.
        }
    }

    private void Sort(JsonElement message)
    {
        var type = message.TryGetProperty("type", out var given) ? given.GetInt32() : 0;
        if (type == 1)
        {
            var arguments = message.GetProperty("arguments");
            _heard.Writer.TryWrite(new Heard(
                arguments[0].GetString()!, arguments[1].Deserialize<Dictionary<string, int>>()!, arguments[2].Deserialize<string[]>()!));
        }
        else if (type is 0 or 3)
        {
            _answers.Writer.TryWrite(message);
        }
    }
}
