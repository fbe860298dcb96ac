namespace Participation.Board;

/// <summary>A file of lines as bytes, exactly as they stand.</summary>
internal static class Lines
{
    /// <summary>A manifest of some thousand projects fits.</summary>
    private const int Longest = 4_000_000;

    /// <summary>Reads the stream to its end, or as far as anyone asks, and closes it.</summary>
    /// <exception cref="BoardException">A line is longer than any of ours, or does not end.</exception>
    public static IEnumerable<byte[]> In(Stream stream)
    {
        using (stream)
        {
            var buffer = new byte[65_536];
            var line = new MemoryStream();
            while (stream.Read(buffer) is > 0 and var read)
            {
                var start = 0;
                for (var end = Array.IndexOf(buffer, (byte)'\n', 0, read); end >= 0; end = Array.IndexOf(buffer, (byte)'\n', start, read - start))
                {
                    line.Write(buffer, start, end - start);
                    yield return line.ToArray();
                    line.SetLength(0);
                    start = end + 1;
                }

                line.Write(buffer, start, read - start);
                if (line.Length > Longest)
                {
                    throw new BoardException("a line is too long");
                }
            }

            if (line.Length > 0)
            {
                throw new BoardException("the last line does not end");
            }
        }
    }
}
