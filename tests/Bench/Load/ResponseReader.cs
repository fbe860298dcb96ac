using System.Globalization;
using System.Text;

namespace Participation.Bench.Load;

/// <summary>
/// Reads one answer of HTTP/1.1 as it comes in, in whatever pieces, and keeps of it what a measurement needs: the
/// status, how long it was, and that it is complete.
/// </summary>
/// <remarks>Knows <c>Content-Length</c> and <c>chunked</c>. An answer that ends with the connection it does not know: nothing here gives one.</remarks>
internal sealed class ResponseReader
{
    private readonly byte[] _head = new byte[16 * 1024];
    private int _headLength;
    private State _state = State.Head;
    private long _left;
    private int _lineLength;
    private bool _chunked;
    private bool _inExtension;

    private enum State
    {
        Head,
        Body,
        ChunkSize,
        ChunkEnd,
        Trailer,
        Complete,
    }

    public int Status { get; private set; }

    /// <summary>Bytes of the body, without the frame of its chunks.</summary>
    public long Length { get; private set; }

    public bool IsComplete => _state == State.Complete;

    /// <summary>The status line and the headers.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    public void Reset()
    {
        (_state, _headLength, _left, _lineLength, _chunked, _inExtension) = (State.Head, 0, 0, 0, false, false);
        (Status, Length) = (0, 0);
    }

    /// <summary>Reads on.</summary>
    /// <param name="bytes">What came in.</param>
    /// <param name="body">Where to put what belongs to the body; null to let it go.</param>
    /// <exception cref="InvalidDataException">This is no answer, or it goes on behind its end.</exception>
    public void Read(ReadOnlySpan<byte> bytes, Stream? body = null)
    {
        while (bytes.Length > 0)
        {
            bytes = _state switch
            {
                State.Head => ReadHead(bytes),
                State.Body => ReadBody(bytes, body),
                State.ChunkSize => ReadChunkSize(bytes),
                State.ChunkEnd => ReadChunkEnd(bytes),
                State.Trailer => ReadTrailer(bytes),
                _ => throw new InvalidDataException("An answer goes on behind its end."),
            };
        }
    }

    private ReadOnlySpan<byte> ReadHead(ReadOnlySpan<byte> bytes)
    {
        var before = _headLength;
        var taken = Math.Min(bytes.Length, _head.Length - before);
        bytes[..taken].CopyTo(_head.AsSpan(before));

        // The end may have begun in the piece before.
        var from = Math.Max(0, before - 3);
        var end = _head.AsSpan(from, before + taken - from).IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            _headLength = before + taken;
            return taken == bytes.Length ? default : throw new InvalidDataException("The headers do not end.");
        }

        _headLength = from + end + 4;
        Understand();
        return bytes[(_headLength - before)..];
    }

    private void Understand()
    {
        var head = Encoding.ASCII.GetString(Head);
        if (!head.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || !int.TryParse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            throw new InvalidDataException($"No answer of HTTP/1.1: {head}");
        }

        Status = status;
        if (ValueOf(head, "transfer-encoding") is { } coding && coding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            _chunked = true;
            _state = State.ChunkSize;
            return;
        }

        _left = ValueOf(head, "content-length") is { } length
            ? long.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture)
            : status is 204 or 304 ? 0 : throw new InvalidDataException($"How long is this answer? {head}");
        _state = _left == 0 ? State.Complete : State.Body;
    }

    private static string? ValueOf(string head, string name)
    {
        var at = head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var value = head.AsSpan(at + name.Length + 3);
        return value[..value.IndexOf('\r')].Trim().ToString();
    }

    private ReadOnlySpan<byte> ReadBody(ReadOnlySpan<byte> bytes, Stream? body)
    {
        var taken = (int)Math.Min(bytes.Length, _left);
        body?.Write(bytes[..taken]);
        Length += taken;
        _left -= taken;
        if (_left == 0)
        {
            _state = _chunked ? State.ChunkEnd : State.Complete;
        }

        return bytes[taken..];
    }

    private ReadOnlySpan<byte> ReadChunkSize(ReadOnlySpan<byte> bytes)
    {
        var at = bytes[0];
        if (at == '\n')
        {
            _state = _left == 0 ? State.Trailer : State.Body;
            _inExtension = false;
        }
        else if (char.IsAsciiHexDigit((char)at) && !_inExtension)
        {
            _left = (_left << 4) + (at <= '9' ? at - '0' : (at | 0x20) - 'a' + 10);
        }
        else if (at == ';')
        {
            _inExtension = true;
        }
        else if (at != '\r' && !_inExtension)
        {
            throw new InvalidDataException("A chunk does not say how long it is.");
        }

        return bytes[1..];
    }

    private ReadOnlySpan<byte> ReadChunkEnd(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] == '\n')
        {
            _state = State.ChunkSize;
        }

        return bytes[1..];
    }

    private ReadOnlySpan<byte> ReadTrailer(ReadOnlySpan<byte> bytes)
    {
        switch (bytes[0])
        {
            case (byte)'\n' when _lineLength == 0:
                _state = State.Complete;
                break;
            case (byte)'\n':
                _lineLength = 0;
                break;
            case not (byte)'\r':
                _lineLength++;
                break;
        }

        return bytes[1..];
    }
}
