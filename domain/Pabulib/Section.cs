using System.Globalization;
using System.Text;
using Participation.Tally;

namespace Participation.Pabulib;

/// <summary>
/// The lines of one section, with their fields by column. Reading ends at the name of the next section, which must be the
/// one that belongs there.
/// </summary>
internal sealed class Section
{
    private static readonly string[] Names = ["META", "PROJECTS", "VOTES"];

    private readonly RecordReader _records;
    private readonly string? _follower;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>Reads the line of column names. The section's own name has been read.</summary>
    /// <param name="records">Stands on the section's name.</param>
    /// <param name="name">One of META, PROJECTS, VOTES.</param>
    /// <param name="follower">The section that must come next; null where the file must end.</param>
    /// <param name="required">Columns that must be there.</param>
    public Section(RecordReader records, string name, string? follower, params ReadOnlySpan<string> required)
    {
        _records = records;
        _follower = follower;
        var hasHeader = records.Read() && NameOn(records) is null;
        if (hasHeader)
        {
            ReadColumns();
        }

        foreach (var column in required)
        {
            if (!Has(column))
            {
                throw Problem(PabulibProblems.MissingColumn, ("section", name), ("column", column));
            }
        }
    }

    public long Line => _records.Line;

    /// <summary>Finds the name of the first section, with nothing before it.</summary>
    public static void Begin(RecordReader records)
    {
        if (!records.Read() || NameOn(records) != Names[0])
        {
            throw new PabulibException(PabulibProblems.MissingSection, records.Line, ("section", Names[0]));
        }
    }

    public bool Has(string column) => _columns.ContainsKey(column);

    /// <returns>False when the section has ended, as it must end.</returns>
    public bool Read()
    {
        if (!_records.Read())
        {
            return _follower is null ? false : throw Problem(PabulibProblems.MissingSection, ("section", _follower));
        }

        if (NameOn(_records) is { } name)
        {
            return name == _follower ? false : throw Problem(PabulibProblems.SectionOutOfPlace, ("section", name));
        }

        if (_records.Count != _columns.Count)
        {
            var code = _records.Count < _columns.Count ? PabulibProblems.TooFewFields : PabulibProblems.TooManyFields;
            throw Problem(code, ("expected", _columns.Count), ("found", _records.Count));
        }

        return true;
    }

    /// <summary>As it stands in the file, without the spaces around it.</summary>
    public ReadOnlySpan<byte> Bytes(string column) => _records[_columns[column]].Trim(" \t"u8);

    public string Text(string column) => Encoding.UTF8.GetString(Bytes(column));

    /// <returns>Null where the column is not there or this field is empty.</returns>
    public string? TextIfAny(string column) => Has(column) && Text(column) is { Length: > 0 } text ? text : null;

    public long Number(string column, string? field = null) =>
        long.TryParse(Bytes(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Problem(PabulibProblems.UnreadableNumber, ("field", field ?? column), ("text", Text(column)));

    public ExactAmount AmountAboveZero(string column, string? field = null)
    {
        var text = Text(column);
        try
        {
            if (!ExactAmount.TryParse(text, out var amount))
            {
                throw Problem(PabulibProblems.UnreadableAmount, ("field", field ?? column), ("text", text));
            }

            return !amount.IsZero ? amount : throw Problem(PabulibProblems.AmountNotAboveZero, ("field", field ?? column), ("text", text));
        }
        catch (OverflowException)
        {
            throw Problem(PabulibProblems.AmountTooLarge, ("field", field ?? column), ("text", text));
        }
    }

    public PabulibException Problem(string code, params (string Name, object Value)[] arguments) => new(code, Line, arguments);

    private void ReadColumns()
    {
        for (var column = 0; column < _records.Count; column++)
        {
            var name = _records.Text(column).Trim();
            if (!_columns.TryAdd(name, column))
            {
                throw Problem(PabulibProblems.ColumnTwice, ("column", name));
            }
        }
    }

    private static string? NameOn(RecordReader records) =>
        records.Count == 1 ? Array.Find(Names, name => Ascii.EqualsIgnoreCase(records[0].Trim(" \t"u8), name)) : null;
}
