using System.Text.Json.Nodes;
using Participation.Board;
using Participation.Spaces;
using Participation.Texts;

namespace Participation.Budgets;

/// <summary>What a budget's public board says first, from the moment that people may vote: all that decides it.</summary>
internal static class BudgetManifest
{
    /// <param name="budget">With its projects.</param>
    /// <param name="space">With the phases that open the vote.</param>
    /// <param name="terms">Of the town's boards.</param>
    /// <param name="key">That signs the heads.</param>
    /// <param name="commission">Its members who have keys, by seat; fewer than two are none.</param>
    public static Manifest ToManifest(this Budget budget, Space space, BoardTerms terms, PublicKey key, IReadOnlyList<(NamedKey Sign, NamedKey Seal)> commission)
    {
        var voting = space.Phases.Where(p => p.Acts.HasFlag(Acts.Vote)).ToList();
        var isComplete = commission.Count >= Commissions.Commission.Least;

        return new Manifest
        {
            Origin = $"{terms.Name}/budgets/{budget.Number}",
            Title = budget.Title.In("fr").Normalize(),
            Rule = budget.Rule,
            Form = budget.BallotRules,
            Amount = budget.AmountMinor,
            Currency = budget.Currency,
            MinimumScore = budget.MinimumScore,
            Projects = [.. budget.Projects.Select(p => new ManifestProject(p.Key, p.CostMinor, HashOf(p)))],
            Opens = terms.DayOf(voting[0].StartsAt),
            Closes = terms.DayOf(voting[^1].EndsAt),
            Board = new NamedKey(terms.Name, key),
            Witnesses = terms.Witnesses,
            WitnessesNeeded = terms.WitnessesNeeded,
            Clerks = isComplete ? [.. commission.Select(member => member.Sign)] : [],
            Holders = isComplete ? [.. commission.Take(2).Select(member => member.Seal)] : [],
        };
    }

    /// <summary>Of what voters read: title and description in every language.</summary>
    private static Digest HashOf(Project project) => Digest.Of("text", CanonicalJson.Of(new JsonObject
    {
        ["title"] = Written(project.Title),
        ["description"] = Written(project.Description),
    }));

    private static JsonObject Written(LocalizedText text) => new(text.ByLanguage.Select(t => KeyValuePair.Create<string, JsonNode?>(t.Key, t.Value.Normalize())));
}
