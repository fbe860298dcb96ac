namespace Participation.Tally;

/// <summary>The counting rules, by name.</summary>
public static class Rules
{
    private static readonly Dictionary<string, ICountingRule> Greedy = new ICountingRule[]
    {
        new Greedy(),
        new Greedy { HasThreshold = true },
        new Greedy { Skips = false },
        new Greedy { Skips = false, HasThreshold = true },
        new Greedy { ByDensity = true },
    }.ToDictionary(rule => rule.Name, StringComparer.Ordinal);

    /// <summary>The first word of each rule.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Greedy.Keys, RuleText.EqualShares];

    /// <param name="name">
    /// As <see cref="ICountingRule.Name"/> gives it. Equal shares may leave out what is as usual: <c>equal-shares</c> alone
    /// is <c>equal-shares utility=cost completion=none</c>.
    /// </param>
    /// <exception cref="UnknownRuleException">No rule has this name.</exception>
    public static ICountingRule Named(string name) => name.Split(' ') switch
    {
        [RuleText.EqualShares, .. var settings] => RuleText.Read(settings),
        _ => Greedy.GetValueOrDefault(name) ?? throw new UnknownRuleException(name),
    };
}

/// <summary>A rule was asked for that there is not. The message says which there are.</summary>
public sealed class UnknownRuleException : Exception
{
    public UnknownRuleException(string name)
        : this(name, $"There is no rule “{name}”. The rules are: {string.Join(", ", Rules.Names)}.")
    {
    }

    private UnknownRuleException(string name, string message)
        : base(message) => Name = name;

    public string Name { get; }

    internal static UnknownRuleException Setting(string message) => new(RuleText.EqualShares, message);
}
