using System.Globalization;
using Participation.Pabulib;
using Participation.Tally.Ranked;

namespace Participation.Web.Commands;

/// <summary>A count by single transferable vote for people at a terminal: round by round, whoever's votes changed.</summary>
internal static class TransferableTable
{
    public static void Write(TextWriter output, TransferableOutcome outcome, PabulibFile file)
    {
        var ids = outcome.Election.Candidates;
        output.WriteLine(TextTable.TitleOf(file));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Single transferable vote, {outcome.Election.Voters} ballots, {ids.Count} candidates, {outcome.Seats} seats, quota {outcome.Quota}"));
        foreach (var (round, stage) in outcome.Stages.Index())
        {
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{round + 1}. {Told(stage, ids)}"));
            TextTable.Write(output, Rows(stage, round == 0 ? null : outcome.Stages[round - 1], file), column => column >= 3);
        }

        output.WriteLine();
        output.WriteLine($"Elected: {string.Join(", ", outcome.Elected.Select(TextTable.Printable))}");
    }

    private static string Told(Stage stage, IReadOnlyList<string> ids) => stage.Kind switch
    {
        StageKind.FirstPreferences => "First preferences",
        StageKind.Transfer => $"What {TextTable.Printable(ids[stage.Candidate!.Value])} has above the quota is passed on{(stage.ByLot ? " (first of equals by id)" : "")}",
        _ => $"{TextTable.Printable(ids[stage.Candidate!.Value])} is excluded{(stage.ByLot ? " (last of equals by id)" : "")}",
    };

    /// <summary>At first everyone; then who received votes, or was elected, with one column more.</summary>
    private static IEnumerable<string[]> Rows(Stage stage, Stage? before, PabulibFile file)
    {
        var gains = before is null ? [] : stage.GainsSince(before).ToDictionary();
        yield return Row(" ", "candidate", "name", "received", "votes");

        foreach (var candidate in Enumerable.Range(0, stage.Votes.Count).Where(c => before is null || gains.ContainsKey(c) || stage.Elected.Contains(c)))
        {
            yield return Row(
                stage.Elected.Contains(candidate) ? "*" : " ",
                TextTable.Printable(file.Projects[candidate].Id),
                TextTable.Shortened(TextTable.Printable(file.Projects[candidate].Name ?? "")),
                gains.TryGetValue(candidate, out var gain) ? $"+{gain}" : "",
                stage.Votes[candidate].ToString());
        }

        if (!stage.NotTransferable.IsZero)
        {
            yield return Row(" ", "not transferable", "", "", stage.NotTransferable.ToString());
        }

        string[] Row(string mark, string id, string name, string received, string votes) =>
            before is null ? [mark, id, name, votes] : [mark, id, name, received, votes];
    }
}
