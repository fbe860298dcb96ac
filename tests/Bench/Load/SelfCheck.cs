using System.Text;

namespace Participation.Bench.Load;

/// <summary>Whether answers are read rightly however they are cut into pieces: all figures rest on it.</summary>
internal static class SelfCheck
{
    private static readonly (string Answer, int Status, string Body)[] Known =
    [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"),
        ("HTTP/1.1 302 Found\r\ncontent-length: 0\r\nLocation: /proposals/1\r\n\r\n", 302, ""),
        ("HTTP/1.1 304 Not Modified\r\n\r\n", 304, ""),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1A\r\n\r\nabcdefghijklmnopqrstuvwx\r\n0\r\n\r\n", 200, "hello\r\nabcdefghijklmnopqrstuvwx"),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n3;name=value\r\nabc\r\n0\r\nTrailer: yes\r\n\r\n", 200, "abc"),
    ];

    private static readonly string[] Wrong =
    [
        "SMTP ready\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nuntil the end",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    ];

    /// <returns>Zero when all is well.</returns>
    public static int Run(TextWriter log)
    {
        var wrong = new List<string>();
        foreach (var (answer, status, body) in Known)
        {
            wrong.AddRange(Enumerable.Range(1, answer.Length)
                .Where(size => Read(answer, size) != (status, body, true))
                .Select(size => $"in pieces of {size}: {answer}"));
        }

        wrong.AddRange(Wrong.Where(answer => !IsRefused(answer)).Select(answer => $"not refused: {answer}"));
        wrong.ForEach(log.WriteLine);
        log.WriteLine(wrong.Count == 0 ? "Answers are read rightly." : $"{wrong.Count} answers are read wrongly.");
        return wrong.Count == 0 ? 0 : 1;
    }

    private static (int Status, string Body, bool IsComplete) Read(string answer, int size)
    {
        var reader = new ResponseReader();
        using var body = new MemoryStream();
        foreach (var piece in Encoding.ASCII.GetBytes(answer).Chunk(size))
        {
            reader.Read(piece, body);
        }

        return (reader.Status, Encoding.ASCII.GetString(body.ToArray()), reader.IsComplete);
    }

    private static bool IsRefused(string answer)
    {
        try
        {
            Read(answer, answer.Length);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
