using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Participation.Bench.Live;

/// <summary>
/// A browser that listens: SignalR's JSON protocol over a WebSocket, written by hand so that five thousand of them fit
/// beside the server that is measured.
/// </summary>
internal sealed class Listener : IDisposable
{
    private const byte EndOfMessage = 0x1e;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[8 * 1024];
    private readonly Action<long> _heard;
    private int _filled;
    private int _used;

    private Listener(Action<long> heard) => _heard = heard;

    /// <summary>How many changes it was told of.</summary>
    public int Changes { get; private set; }

    /// <param name="port">Of a server with a hub at <c>/live</c>.</param>
    /// <param name="subject">What to listen to.</param>
    /// <param name="heard">Called at each change, with the time of <see cref="Stopwatch"/>.</param>
    /// <exception cref="IOException">The server would not have it.</exception>
    public static async Task<Listener> OpenAsync(int port, string subject, Action<long> heard)
    {
        var listener = new Listener(heard);
        await listener._socket.ConnectAsync(IPAddress.Loopback, port);
        await listener._socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /live HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        await listener.ReadUpgradeAsync();
        await listener.SayAsync("""{"protocol":"json","version":1}""");
        await listener.ExpectAsync("{}");
        await listener.SayAsync($$"""{"type":1,"invocationId":"1","target":"Listen","arguments":[["{{subject}}"]]}""");
        await listener.ExpectAsync("\"invocationId\":\"1\"");
        return listener;
    }

    /// <summary>Listens until it is disposed of.</summary>
    public async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var message = await ReadAsync();
                for (var told = message.Span.Count("\"target\":\"Changed\""u8); told > 0; told--)
                {
                    Changes++;
                    _heard(Stopwatch.GetTimestamp());
                }
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }

    /// <summary>Says that it is still there: a server lets go of browsers that are silent for half a minute.</summary>
    public Task PingAsync() => SayAsync("""{"type":6}""");

    public void Dispose() => _socket.Dispose();

    private async Task ReadUpgradeAsync()
    {
        while (_buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8) < 0)
        {
            await ReceiveAsync();
        }

        var head = Encoding.ASCII.GetString(_buffer, 0, _filled);
        if (!head.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal))
        {
            throw new IOException($"No WebSocket: {head}");
        }

        Consume(head.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4);
    }

    private async Task ExpectAsync(string text)
    {
        string message;
        do
        {
            message = Encoding.UTF8.GetString((await ReadAsync()).Span);
        }
        while (message.Contains("\"type\":6", StringComparison.Ordinal));

        if (!message.Contains(text, StringComparison.Ordinal) || message.Contains("\"error\"", StringComparison.Ordinal))
        {
            throw new IOException($"Not understood: {message}");
        }
    }

    // A browser masks what it sends; a mask of zeros is one too. See RFC 6455, section 5.2.
    private async Task SayAsync(string json)
    {
        var message = Encoding.UTF8.GetBytes(json);
        var length = message.Length + 1;
        byte[] frame =
        [
            0x81,
            .. length < 126 ? [(byte)(0x80 | length)] : new[] { (byte)(0x80 | 126), (byte)(length >> 8), (byte)length },
            0, 0, 0, 0,
            .. message, EndOfMessage,
        ];
        await _socket.SendAsync(frame);
    }

    /// <summary>The next frame. What it holds is valid until the next call.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync()
    {
        Consume(_used);
        _used = 0;
        while (true)
        {
            if (FrameAt() is var (start, length) && _filled >= start + length)
            {
                _used = start + length;
                return _buffer.AsMemory(start, length);
            }

            await ReceiveAsync();
        }
    }

    private (int Start, int Length)? FrameAt()
    {
        if (_filled < 2)
        {
            return null;
        }

        return (_buffer[1] & 0x7f) switch
        {
            126 when _filled < 4 => null,
            126 => (4, BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(2))),
            127 => throw new IOException("A frame is far too long."),
            var length => (2, length),
        };
    }

    private async ValueTask ReceiveAsync()
    {
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled));
        _filled += received > 0 ? received : throw new OperationCanceledException("The server closed the connection.");
    }

    private void Consume(int length)
    {
        _buffer.AsSpan(length, _filled - length).CopyTo(_buffer);
        _filled -= length;
    }
}
