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
    /// <param name="board">Of the town's boards.</param>
    /// <param name="keys">Of this board.</param>
    /// <param name="district">The code of the district whose residents vote; null for the whole town.</param>
    public static Manifest ToManifest(this Budget budget, Space space, BoardTerms board, BoardKeys keys, string? district)
    {
        var terms = budget.Terms;
        var voting = budget.VotingPhases(space).ToList();
        var commission = keys.Commission.Count >= Commissions.Commission.Least ? keys.Commission : [];

        return new Manifest
        {
            Origin = $"{board.Name}/budgets/{budget.Number}",
            Title = budget.Title.In("fr").Normalize(),
            Rule = terms.Rule,
            Form = budget.BallotRules,
            Amount = budget.AmountMinor,
            Currency = budget.Currency,
            MinimumScore = terms.MinimumScore,
            Projects = [.. budget.Projects.Select(p => new ManifestProject(p.Key, p.CostMinor, HashOf(p)))],
            Groups = [.. terms.Groups.Select(g => new ManifestGroup(g.Most, [.. Keys(budget, p => g.Projects.Contains(p.Number))]))],
            Parts = [.. budget.ReservesWithProjects.Select(r => new ManifestPart(r.AmountMinor, r.Name.Normalize(), [.. Keys(budget, r.IsFor)]))],
            Lot = terms.LotSeed is { } seed ? ManifestLot.Of(seed, Keys(budget, _ => true)) : null,
            Quorum = terms.Quorum,
            Voters = new ManifestVoters(
                space.VerifiedOnly.HasFlag(Acts.Vote),
                terms.MinimumAge,
                district,
                terms.StandsAlone,
                terms.Drawing is { } drawing ? new ManifestDraw(drawing.Seed.Normalize(), drawing.Place, drawing.Of) : null),
            PublishesOnlySums = terms.PublishesOnlySums,
            Opens = board.DayOf(voting[0].StartsAt),
            Closes = board.DayOf(voting[^1].EndsAt),
            Board = new NamedKey(board.Name, keys.Heads),
            Witnesses = board.Witnesses,
            WitnessesNeeded = board.WitnessesNeeded,
            Clerks = [.. commission.Select(member => member.Sign)],
            Holders = keys.Permits is null ? [.. commission.Take(Commissions.Commission.Least).Select(member => member.Seal)] : [],
            TokenKey = keys.Permits,
        };
    }

    private static IEnumerable<string> Keys(Budget budget, Func<Project, bool> which) => budget.Projects.Where(which).Select(p => p.Key);

    /// <summary>Of what voters read: title and description in every language.</summary>
    private static Digest HashOf(Project project) => Digest.Of("text", CanonicalJson.Of(new JsonObject
    {
        ["title"] = Written(project.Title),
        ["description"] = Written(project.Description),
    }));

    private static JsonObject Written(LocalizedText text) => new(text.ByLanguage.Select(t => KeyValuePair.Create<string, JsonNode?>(t.Key, t.Value.Normalize())));
}

/// <summary>The keys that a board is begun with.</summary>
/// <param name="Heads">Signs them.</param>
/// <param name="Commission">Its members who have keys, by seat; fewer than two are none.</param>
/// <param name="Permits">Signs them; null where ballots come without.</param>
internal sealed record BoardKeys(PublicKey Heads, IReadOnlyList<(NamedKey Sign, NamedKey Seal)> Commission, TokenKey? Permits);
