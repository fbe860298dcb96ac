using System.Net;
using System.Net.Sockets;

namespace Participation.Bench.Load;

/// <summary>One connection that is kept; one request at a time.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly byte[] _received = new byte[64 * 1024];
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private HttpConnection()
    {
    }

    /// <summary>The last answer.</summary>
    public ResponseReader Response { get; } = new();

    public static async Task<HttpConnection> OpenAsync(int port)
    {
        var connection = new HttpConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, port);
        return connection;
    }

    /// <exception cref="IOException">The server closed the connection.</exception>
    public async ValueTask AskAsync(ReadOnlyMemory<byte> request, Stream? body = null)
    {
        Response.Reset();
        await _socket.SendAsync(request);
        while (!Response.IsComplete)
        {
            var received = await _socket.ReceiveAsync(_received);
            if (received == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            Response.Read(_received.AsSpan(0, received), body);
        }
    }

    public void Dispose() => _socket.Dispose();
}
