namespace Participation.Tally;

/// <summary>The counting rules, by name.</summary>
public static class Rules
{
    private static readonly Dictionary<string, ICountingRule> ByName = new ICountingRule[]
    {
        new Greedy(),
        new Greedy { HasThreshold = true },
        new Greedy { Skips = false },
        new Greedy { Skips = false, HasThreshold = true },
    }.ToDictionary(rule => rule.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <exception cref="UnknownRuleException">No rule has this name.</exception>
    public static ICountingRule Named(string name) => ByName.GetValueOrDefault(name) ?? throw new UnknownRuleException(name);
}

/// <summary>A rule was asked for by a name that none has. The message lists the names there are.</summary>
public sealed class UnknownRuleException(string name)
    : Exception($"There is no rule “{name}”. The rules are: {string.Join(", ", Rules.Names)}.")
{
    public string Name { get; } = name;
}
