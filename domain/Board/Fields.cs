using System.Globalization;
using System.Text.Json;

namespace Participation.Board;

/// <summary>
/// The fields of a JSON object, each to be taken once. What nobody asked for is refused by <see cref="End"/>: a field that
/// is read by some and overlooked by others would mean two things.
/// </summary>
internal sealed class Fields
{
    private readonly string _where;
    private readonly Dictionary<string, JsonElement> _left;

    /// <param name="value">Must be an object.</param>
    /// <param name="where">What it is, for messages.</param>
    public Fields(JsonElement value, string where)
    {
        _where = where;
        _left = value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value)
            : throw new BoardException($"{where} is not an object");
    }

    public bool Has(string name) => _left.ContainsKey(name);

    public JsonElement Take(string name) => _left.Remove(name, out var value) ? value : throw new BoardException($"{_where} lacks “{name}”");

    public string Text(string name) => TextIn(Take(name), name);

    public Digest Hash(string name) => Digest.FromHex(Text(name));

    /// <param name="name">Of the field.</param>
    /// <param name="least">The smallest number that makes sense.</param>
    /// <exception cref="BoardException">It is no whole number of at least that.</exception>
    public long Number(string name, long least = 0) =>
        Take(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) && number >= least
            ? number
            : throw new BoardException($"{_where}: “{name}” is not a whole number of at least {least}");

    /// <inheritdoc cref="Number"/>
    public int SmallNumber(string name, int least = 0) =>
        Number(name, least) is var number and <= int.MaxValue ? (int)number : throw new BoardException($"{_where}: “{name}” is too large");

    /// <summary>An amount of money: minor units, in decimal digits, as a text.</summary>
    public long Amount(string name) =>
        long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var minor) && minor > 0
            ? minor
            : throw new BoardException($"{_where}: “{name}” is not an amount above zero");

    public IReadOnlyList<T> List<T>(string name, Func<JsonElement, T> read) =>
        Take(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Select(read)] : throw new BoardException($"{_where}: “{name}” is not a list");

    public IReadOnlyList<string> Texts(string name) => List(name, value => TextIn(value, name));

    public void Expect(string name, string text)
    {
        if (Text(name) != text)
        {
            throw new BoardException($"{_where}: “{name}” is not “{text}”");
        }
    }

    /// <exception cref="BoardException">There is a field that nobody took.</exception>
    public void End()
    {
        if (_left.Count > 0)
        {
            throw new BoardException($"{_where} has a field “{_left.Keys.First()}” that is not known");
        }
    }

    private string TextIn(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new BoardException($"{_where}: “{name}” is not a text");
}
