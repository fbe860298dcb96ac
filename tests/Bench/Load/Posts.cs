using System.Text;

namespace Participation.Bench.Load;

/// <summary>Forms that people send, each person each form once.</summary>
/// <param name="people">Who sends them, in turn.</param>
/// <param name="path">Where the n-th goes: n counts from zero and never starts again; person n modulo their number sends it.</param>
/// <param name="fields">What it says beside the token, encoded for a form.</param>
/// <param name="most">How many there can be.</param>
internal sealed class Posts(IReadOnlyList<SignedInPerson> people, Func<int, string> path, string fields, int most) : IRequests
{
    private readonly byte[][] _rest = [.. people.Select(person => Rest(person, fields))];
    private int _next = -1;

    /// <summary>Most acts lead to a page by a redirect; a ballot is answered with its receipt.</summary>
    public int Expected { get; init; } = 302;

    /// <summary>The next one will be sent by the first person, as the first of another round.</summary>
    /// <returns>Where it will go.</returns>
    public string StartAnotherRound()
    {
        var first = (_next + people.Count) / people.Count * people.Count;
        _next = first - 1;
        return path(first);
    }

    public int Write(Span<byte> buffer)
    {
        var n = Interlocked.Increment(ref _next);
        if (n >= most)
        {
            return 0;
        }

        var length = Encoding.ASCII.GetBytes($"POST {path(n)} HTTP/1.1\r\n", buffer);
        var rest = _rest[n % _rest.Length];
        rest.CopyTo(buffer[length..]);
        return length + rest.Length;
    }

    private static byte[] Rest(SignedInPerson person, string fields)
    {
        var body = $"__RequestVerificationToken={Uri.EscapeDataString(person.Token)}{(fields.Length > 0 ? "&" : "")}{fields}";
        return Encoding.ASCII.GetBytes(
            $"Host: localhost\r\nAccept: text/html\r\nAccept-Language: fr\r\nCookie: {person.Cookies}\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
