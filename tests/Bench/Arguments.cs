using System.Globalization;

namespace Participation.Bench;

/// <summary>Words of a command, read from the first to the last.</summary>
internal sealed class Arguments(string[] words)
{
    private int _at = -1;

    /// <summary>The word read last.</summary>
    private string Current => words[_at];

    /// <summary>Reads the next word; null after the last.</summary>
    public string? Next() => ++_at < words.Length ? Current : null;

    /// <summary>Reads the value of the word read last.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public string Value()
    {
        var option = Current;
        return Next() ?? throw new FormatException($"{option} needs a value.");
    }

    /// <inheritdoc cref="Value"/>
    /// <exception cref="FormatException">There is none, or it is no number above zero.</exception>
    public int Number()
    {
        var option = Current;
        return int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{option} needs a number above zero.");
    }
}
