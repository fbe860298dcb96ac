using Participation.Tally;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>Short names of counting rules, for tables and lists.</summary>
public static class RuleNames
{
    extension(Words words)
    {
        /// <param name="rule">Its canonical text, or that without the increment.</param>
        public string RuleName(string rule) => words.Or($"budgets.result.rule_name_{rule.Split(' ')[0]}", rule);

        /// <summary>What was chosen for the rule besides its name; empty where there is nothing to choose.</summary>
        public string RuleSettings(string rule) => Rules.Named(rule) is EqualShares shares
            ? string.Join(", ", Settings(shares).Select(setting => words[$"results.rules.{setting}"]))
            : "";
    }

    private static IEnumerable<string> Settings(EqualShares shares)
    {
        yield return shares.Utility == Utility.Cost ? "by_cost" : "by_number";
        if (shares.Completion != Completion.None)
        {
            yield return "raised";
        }

        if (shares.ThenGreedy)
        {
            yield return "then_votes";
        }

        if (shares.UnlessGreedyPreferred)
        {
            yield return "unless_votes";
        }
    }
}
