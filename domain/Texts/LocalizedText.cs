using System.Collections.Immutable;

namespace Participation.Texts;

/// <summary>What the council wrote, in one or more languages.</summary>
public sealed record LocalizedText
{
    private readonly ImmutableSortedDictionary<string, string> _byLanguage;

    /// <param name="byLanguage">Language code (<c>fr</c>) to text. Blank texts are left out.</param>
    public LocalizedText(IEnumerable<KeyValuePair<string, string>> byLanguage) =>
        _byLanguage = byLanguage.Where(t => !string.IsNullOrWhiteSpace(t.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static LocalizedText Empty { get; } = new([]);

    public IReadOnlyDictionary<string, string> ByLanguage => _byLanguage;

    public bool IsEmpty => _byLanguage.IsEmpty;

    public static LocalizedText Of(string french, string? english = null) =>
        new([KeyValuePair.Create("fr", french), KeyValuePair.Create("en", english ?? "")]);

    /// <returns>The text in this language; else in French, else in whichever there is; empty when there is none.</returns>
    public string In(string language) =>
        _byLanguage.GetValueOrDefault(language) ?? _byLanguage.GetValueOrDefault("fr") ?? _byLanguage.Values.FirstOrDefault() ?? "";

    /// <returns>The language in which <see cref="In"/> answers, for the page's <c>lang</c>.</returns>
    public string LanguageFor(string language) =>
        _byLanguage.ContainsKey(language) ? language : _byLanguage.ContainsKey("fr") ? "fr" : _byLanguage.Keys.FirstOrDefault() ?? language;

    public bool Equals(LocalizedText? other) => other is not null && _byLanguage.SequenceEqual(other._byLanguage);

    public override int GetHashCode() => _byLanguage.Aggregate(0, (hash, text) => HashCode.Combine(hash, text.Key, text.Value));

    public override string ToString() => In("fr");
}
