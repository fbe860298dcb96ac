using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Participation.Texts;

/// <summary>
/// One language's texts, by dotted key: <c>proposals.supports</c>, the first part naming the file in
/// <c>domain/Texts/{language}</c>. A text that counts has one form for each of the language's plural categories.
/// </summary>
public sealed class Language
{
    private const string Folder = "Participation.Texts.";

    private static readonly FrozenDictionary<string, Language> All =
        new[] { "fr", "en" }.ToFrozenDictionary(code => code, code => new Language(code));

    private readonly FrozenDictionary<string, string> _texts;

    private Language(string code)
    {
        Code = code;
        Culture = CultureInfo.GetCultureInfo(code == "fr" ? "fr-FR" : "en-GB");

        var texts = new Dictionary<string, string>();
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => Normal(n).StartsWith($"{Folder}{code}.", StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            using var json = JsonDocument.Parse(file);
            Read(Normal(name)[$"{Folder}{code}.".Length..^"json".Length], json.RootElement, texts);
        }

        _texts = texts.ToFrozenDictionary();
    }

    /// <summary>The languages of the interface, the first being the one to fall back on.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["fr", "en"];

    public string Code { get; }

    public CultureInfo Culture { get; }

    public IReadOnlyCollection<string> Keys => _texts.Keys;

    /// <returns>That language, or French when there is no such language.</returns>
    public static Language Of(string? code) => code is not null && All.TryGetValue(code, out var language) ? language : All["fr"];

    public bool Has(string key) => _texts.ContainsKey(key);

    /// <exception cref="KeyNotFoundException">No text has this key: a mistake in the program, found by the tests.</exception>
    public string Say(string key) => _texts.TryGetValue(key, out var text) ? text : throw new KeyNotFoundException($"No text '{key}' in {Code}.");

    /// <summary>The text with each <c>{name}</c> replaced.</summary>
    /// <inheritdoc cref="Say(string)" path="/exception"/>
    public string Say(string key, params ReadOnlySpan<(string Name, string Value)> with) => Fill(Say(key), with);

    /// <summary>The plural form for this number, with <c>{count}</c> replaced.</summary>
    /// <inheritdoc cref="Say(string)" path="/exception"/>
    public string Say(string key, long count, params ReadOnlySpan<(string Name, string Value)> with) =>
        Fill(Say($"{key}.{PluralRules.CategoryOf(count, Code)}").Replace("{count}", Number(count), StringComparison.Ordinal), with);

    public string Number(long number) => number.ToString("N0", Culture);

    /// <summary>12 500 € ; cents only where there are any.</summary>
    public string Amount(Money money)
    {
        var number = money.Units.ToString(money.Minor % Money.MinorPerUnit == 0 ? "N0" : "N2", Culture);
        var sign = money.Currency switch { "EUR" => "€", "GBP" => "£", "USD" => "$", "CHF" => "CHF", var code => code };
        return Code == "fr" || sign.Length > 1 ? $"{number}\u00a0{sign}" : $"{sign}{number}";
    }

    private static string Fill(string text, ReadOnlySpan<(string Name, string Value)> with)
    {
        foreach (var (name, value) in with)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }

    private static string Normal(string resource) => resource.Replace('/', '.').Replace('\\', '.');

    private static void Read(string prefix, JsonElement element, Dictionary<string, string> texts)
    {
        foreach (var property in element.EnumerateObject())
        {
            var key = prefix + property.Name;
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                Read(key + ".", property.Value, texts);
            }
            else
            {
                texts.Add(key, property.Value.GetString()!);
            }
        }
    }
}

/// <summary>Which plural form a whole number takes. Source: Unicode CLDR, supplemental/plurals.</summary>
internal static class PluralRules
{
    public static string CategoryOf(long n, string language) => language switch
    {
        "fr" => n is 0 or 1 ? "one" : "other",
        _ => n == 1 ? "one" : "other",
    };
}
