namespace Participation.Tally;

/// <summary>The same ballots counted by several rules, side by side.</summary>
/// <param name="Rows">One for each rule, in the order they were asked for.</param>
public sealed record Comparison(IReadOnlyList<ComparedRule> Rows)
{
    /// <param name="election">What is counted.</param>
    /// <param name="rules">By which.</param>
    /// <param name="groupOf">What the spread is told over, such as the district of each candidate; null for one that belongs to none.</param>
    public static Comparison Of(Election election, IEnumerable<ICountingRule> rules, Func<Candidate, string?> groupOf) =>
        new([.. rules.Select(rule => Row(rule.Count(election), groupOf))]);

    private static ComparedRule Row(Outcome outcome, Func<Candidate, string?> groupOf)
    {
        var chosen = outcome.Chosen.ToHashSet();
        var spread = outcome.Election.Candidates.Index()
            .Where(pair => groupOf(pair.Item) is not null)
            .GroupBy(pair => groupOf(pair.Item)!, StringComparer.Ordinal)
            .Select(group => new GroupShare(
                group.Key, group.Count(pair => chosen.Contains(pair.Index)), group.Where(pair => chosen.Contains(pair.Index)).Sum(pair => pair.Item.Cost)))
            .OrderBy(group => group.Name, StringComparer.Ordinal);

        return new ComparedRule(outcome, Satisfaction.Of(outcome), [.. spread]);
    }
}

/// <summary>What one of the rules gives; its turnout, spent and chosen are those of the outcome.</summary>
/// <param name="Outcome">Counted by it.</param>
/// <param name="Satisfaction">Of the voters, with it.</param>
/// <param name="Spread">Every group that a candidate belongs to, those that got nothing too, by name.</param>
public sealed record ComparedRule(Outcome Outcome, Satisfaction Satisfaction, IReadOnlyList<GroupShare> Spread);

/// <summary>What a group of candidates, such as those of a district, got.</summary>
/// <param name="Name">Of the group.</param>
/// <param name="Chosen">How many of it were chosen.</param>
/// <param name="Spent">On these, in units.</param>
public sealed record GroupShare(string Name, int Chosen, long Spent);
