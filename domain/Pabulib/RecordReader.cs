using System.Text;
using System.Text.Unicode;

namespace Participation.Pabulib;

/// <summary>
/// Reads semicolon-separated records one at a time, in memory no larger than the longest. Quotes work as in Python's csv
/// module, which wrote the files there are: a field may stand between quotes, a doubled quote is one, line ends inside
/// belong to the text (all of them as LF).
/// </summary>
internal sealed class RecordReader(Stream stream) : IDisposable
{
    /// <summary>In bytes: far above any real file, and low enough to be held.</summary>
    public const int LongestRecord = 1 << 20;

    /// <summary>In one record.</summary>
    public const int MostFields = 1_000;

    private const int End = -1;

    private readonly byte[] _block = new byte[1 << 16];
    private readonly List<Range> _fields = [];
    private byte[] _text = new byte[1 << 10];
    private int _length;
    private int _next;
    private int _filled;
    private bool _isStarted;
    private bool _lastWasCarriageReturn;
    private long _lineReached = 1;

    /// <summary>Where the record starts, from 1; after the last record, where the file ends.</summary>
    public long Line { get; private set; } = 1;

    public int Count => _fields.Count;

    /// <summary>Valid UTF-8, without its quotes.</summary>
    public ReadOnlySpan<byte> this[int field] => _text.AsSpan(_fields[field]);

    public string Text(int field) => Encoding.UTF8.GetString(this[field]);

    public void Dispose() => stream.Dispose();

    /// <summary>Goes on to the next record that is not blank.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="PabulibException">It is no text, is too long, or a quote is left open.</exception>
    public bool Read()
    {
        do
        {
            _fields.Clear();
            _length = 0;
            Line = _lineReached;
            if (Peek() == End)
            {
                return false;
            }

            while (ReadField())
            {
            }
        }
        while (Count == 1 && this[0].Trim(" \t"u8).IsEmpty);

        return true;
    }

    /// <returns>True when another field of the same record follows.</returns>
    private bool ReadField()
    {
        var start = _length;
        if (Peek() == '"')
        {
            Take();
            ReadQuoted();
        }

        int last;
        while ((last = Take()) is not (End or ';' or '\n' or '\r'))
        {
            Keep((byte)last);
        }

        EndField(start);

        return last == ';';
    }

    private void ReadQuoted()
    {
        var opened = _lineReached;
        while (true)
        {
            var next = Take();
            if (next == End)
            {
                throw new PabulibException(PabulibProblems.QuoteNeverClosed, opened);
            }

            if (next != '"')
            {
                Keep((byte)(next == '\r' ? '\n' : next));
            }
            else if (Peek() == '"')
            {
                Keep((byte)Take());
            }
            else
            {
                return;
            }
        }
    }

    private void EndField(int start)
    {
        if (!Utf8.IsValid(_text.AsSpan(start, _length - start)))
        {
            throw new PabulibException(PabulibProblems.NotUtf8, Line);
        }

        if (_fields.Count == MostFields)
        {
            throw new PabulibException(PabulibProblems.TooManyColumns, Line, ("limit", MostFields));
        }

        _fields.Add(start.._length);
    }

    private void Keep(byte value)
    {
        if (value < ' ' && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
        {
            throw new PabulibException(PabulibProblems.ControlCharacter, _lineReached, ("number", value));
        }

        if (_length == LongestRecord)
        {
            throw new PabulibException(PabulibProblems.LineTooLong, Line, ("limit", LongestRecord));
        }

        if (_length == _text.Length)
        {
            Array.Resize(ref _text, _text.Length * 2);
        }

        _text[_length++] = value;
    }

    /// <summary>The next byte, counting lines. A line ends with LF, CR or both.</summary>
    private int Take()
    {
        var next = Peek();
        if (next == End)
        {
            return End;
        }

        _next++;
        _lastWasCarriageReturn = next == '\r';
        if (next is '\n' or '\r')
        {
            _lineReached++;
        }

        return next;
    }

    private int Peek()
    {
        while (true)
        {
            if (_next == _filled && !Fill())
            {
                return End;
            }

            if (!_lastWasCarriageReturn || _block[_next] != '\n')
            {
                return _block[_next];
            }

            // The second half of CR LF.
            _lastWasCarriageReturn = false;
            _next++;
        }
    }

    private bool Fill()
    {
        _next = 0;
        _filled = stream.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
        if (!_isStarted && _block.AsSpan(0, _filled).StartsWith(Encoding.UTF8.Preamble))
        {
            _next = Encoding.UTF8.Preamble.Length;
        }

        _isStarted = true;

        return _next < _filled;
    }
}
