using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Participation.Pabulib;

/// <summary>
/// A .pb file says something that cannot be. It is data, not text: <see cref="Code"/> names the sentence people read, in
/// <c>domain/Texts/*/pabulib.json</c>, and <see cref="Arguments"/> fill it. <see cref="Exception.Message"/> is that sentence in
/// English.
/// </summary>
public sealed class PabulibException : Exception
{
    private const int LongestArgument = 80;

    private static readonly Lazy<FrozenDictionary<string, string>> English = new(ReadEnglish);

    /// <param name="code">One of <see cref="PabulibProblems"/>.</param>
    /// <param name="line">From 1.</param>
    /// <param name="arguments">What the sentence names between braces, besides the line. Long ones are cut.</param>
    public PabulibException(string code, long line, params (string Name, object Value)[] arguments)
        : this(code, line, Shown(line, arguments))
    {
    }

    private PabulibException(string code, long line, Dictionary<string, string> arguments)
        : base(arguments.Aggregate(English.Value[code], (text, argument) =>
            text.Replace($"{{{argument.Key}}}", argument.Value, StringComparison.Ordinal)))
    {
        Code = code;
        Line = line;
        Arguments = arguments;
    }

    public string Code { get; }

    /// <summary>Where a text editor shows it, from 1. For something missing, the line where it was missed.</summary>
    public long Line { get; }

    /// <summary>By the names that stand between braces in the sentence, <c>line</c> among them.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; }

    private static Dictionary<string, string> Shown(long line, (string Name, object Value)[] arguments)
    {
        var shown = arguments.ToDictionary(argument => argument.Name, argument => Shown(FormattableString.Invariant($"{argument.Value}")));
        shown["line"] = FormattableString.Invariant($"{line}");

        return shown;
    }

    // What a stranger's file says must not run over the page, nor move the cursor of a terminal.
    private static string Shown(string value) =>
        string.Concat((value.Length > LongestArgument ? value[..LongestArgument] + "…" : value)
            .Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));

    private static FrozenDictionary<string, string> ReadEnglish()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("Participation.Texts.en/pabulib.json")
            ?? throw new InvalidOperationException("There is no domain/Texts/en/pabulib.json.");

        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
