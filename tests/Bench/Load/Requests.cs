using System.Text;

namespace Participation.Bench.Load;

/// <summary>What a load asks for. Called from many threads at once.</summary>
internal interface IRequests
{
    /// <summary>The status that every answer must have.</summary>
    int Expected { get; }

    /// <summary>Writes the next request.</summary>
    /// <returns>Its length; zero when there are no more, and the load ends.</returns>
    int Write(Span<byte> buffer);
}

/// <summary>The same page, again and again.</summary>
internal sealed class OnePage(string path, string cookies = "") : IRequests
{
    private readonly byte[] _request = Encoding.ASCII.GetBytes(Get(path, cookies));

    public int Expected => 200;

    public int Write(Span<byte> buffer)
    {
        _request.CopyTo(buffer);
        return _request.Length;
    }

    internal static string Get(string path, string cookies) =>
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Language: fr\r\n{(cookies.Length > 0 ? $"Cookie: {cookies}\r\n" : "")}\r\n";
}

/// <summary>The same page, in turn by several people who are signed in.</summary>
internal sealed class OnePageByMany(string path, IReadOnlyList<string> cookies) : IRequests
{
    private readonly byte[][] _requests = [.. cookies.Select(c => Encoding.ASCII.GetBytes(OnePage.Get(path, c)))];
    private int _next = -1;

    public int Expected => 200;

    public int Write(Span<byte> buffer)
    {
        var request = _requests[(uint)Interlocked.Increment(ref _next) % (uint)_requests.Length];
        request.CopyTo(buffer);
        return request.Length;
    }
}
