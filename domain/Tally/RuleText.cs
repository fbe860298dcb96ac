using System.Text;

namespace Participation.Tally;

/// <summary>
/// A rule as one line of text: its name, then what was chosen for it, such as
/// <c>equal-shares utility=cost completion=add1 increment=1 then=greedy</c>. This is what is stored and published.
/// </summary>
internal static class RuleText
{
    public const string EqualShares = "equal-shares";

    public static readonly IReadOnlyDictionary<string, Utility> Utilities = new Dictionary<string, Utility>(StringComparer.Ordinal)
    {
        ["cost"] = Utility.Cost,
        ["cardinality"] = Utility.Cardinality,
    };

    public static readonly IReadOnlyDictionary<string, Completion> Completions = new Dictionary<string, Completion>(StringComparer.Ordinal)
    {
        ["none"] = Completion.None,
        ["add1"] = Completion.Add1,
        ["add1-official"] = Completion.Add1Official,
    };

    /// <summary>The canonical text: always the same for the same rule.</summary>
    public static string Of(EqualShares rule)
    {
        var text = new StringBuilder(EqualShares)
            .Append(" utility=").Append(Utilities.First(pair => pair.Value == rule.Utility).Key)
            .Append(" completion=").Append(Completions.First(pair => pair.Value == rule.Completion).Key);
        if (rule.Completion != Completion.None)
        {
            text.Append(" increment=").Append(rule.Increment);
        }

        return text.Append(rule.ThenGreedy ? " then=greedy" : "").Append(rule.UnlessGreedyPreferred ? " unless-preferred=greedy" : "").ToString();
    }

    /// <summary>Reads what follows the name; what is not said is as in a new rule.</summary>
    /// <exception cref="UnknownRuleException">A setting is unknown, twice there, or has a value that it cannot have.</exception>
    public static EqualShares Read(IEnumerable<string> settings)
    {
        var rule = new EqualShares();
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            var (key, value) = setting.Split('=', 2) is [var name, var rest] ? (name, rest) : (setting, "");
            if (!said.Add(key))
            {
                throw UnknownRuleException.Setting($"“{key}” is there twice.");
            }

            rule = key switch
            {
                "utility" => rule with { Utility = ValueOf(key, value, Utilities) },
                "completion" => rule with { Completion = ValueOf(key, value, Completions) },
                "increment" => rule with { Increment = IncrementOf(value) },
                "then" => rule with { ThenGreedy = IsGreedy(key, value) },
                "unless-preferred" => rule with { UnlessGreedyPreferred = IsGreedy(key, value) },
                _ => throw UnknownRuleException.Setting($"There is no “{key}” in equal shares; there are utility, completion, increment, then and unless-preferred."),
            };
        }

        return said.Contains("increment") && rule.Completion == Completion.None
            ? throw UnknownRuleException.Setting("An increment needs completion add1 or add1-official.")
            : rule;
    }

    private static T ValueOf<T>(string key, string value, IReadOnlyDictionary<string, T> values) =>
        values.TryGetValue(value, out var found)
            ? found
            : throw UnknownRuleException.Setting($"“{key}” must be one of {string.Join(", ", values.Keys)}, and is “{value}”.");

    private static bool IsGreedy(string key, string value) => value == "greedy" ? true : throw UnknownRuleException.Setting($"“{key}” must be greedy, and is “{value}”.");

    private static ExactAmount IncrementOf(string value)
    {
        try
        {
            if (ExactAmount.TryParse(value, out var amount) && !amount.IsZero)
            {
                return amount;
            }
        }
        catch (OverflowException)
        {
            // Refused as what it is: no amount that can be held.
        }

        throw UnknownRuleException.Setting($"The increment must be an amount above zero such as 1 or 0.50, and is “{value}”.");
    }
}
