using System.Globalization;
using Participation.Pabulib;
using Participation.Tally.Ranked;

namespace Participation.Web.Commands;

/// <summary>A count by the Schulze method for people at a terminal.</summary>
internal static class SchulzeTable
{
    /// <summary>More columns than this no terminal shows.</summary>
    private const int MostColumns = 12;

    public static void Write(TextWriter output, SchulzeOutcome outcome, PabulibFile file)
    {
        var election = outcome.Election;
        output.WriteLine(TextTable.TitleOf(file));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Schulze method, {election.Voters} ballots, {election.Candidates.Count} candidates"));
        output.WriteLine();
        TextTable.Write(output, Ranking(outcome, file), column => column == 0);
        WriteSquare(output, "How many prefer the one on the left:", outcome.Preferences, outcome);
        WriteSquare(output, "How strong its strongest path is:", outcome.Strengths, outcome);
        output.WriteLine();
        output.WriteLine(outcome.Places[0].Count == 1
            ? $"Winner: {TextTable.Printable(outcome.Order.First())}"
            : $"Winner: {TextTable.Printable(outcome.Order.First())}, first by id of {outcome.Places[0].Count.ToString(CultureInfo.InvariantCulture)} that no other beats");
    }

    private static IEnumerable<string[]> Ranking(SchulzeOutcome outcome, PabulibFile file)
    {
        yield return ["place", "candidate", "name"];

        var place = 1;
        foreach (var equals in outcome.Places)
        {
            foreach (var candidate in equals)
            {
                yield return [Number(place), TextTable.Printable(file.Projects[candidate].Id), TextTable.Shortened(TextTable.Printable(file.Projects[candidate].Name ?? ""))];
            }

            place += equals.Count;
        }
    }

    private static void WriteSquare(TextWriter output, string title, IReadOnlyList<IReadOnlyList<long>> square, SchulzeOutcome outcome)
    {
        output.WriteLine();
        if (square.Count > MostColumns)
        {
            output.WriteLine($"{title} see --json, there are too many candidates for a table.");
            return;
        }

        var order = outcome.Places.SelectMany(place => place).ToList();
        var ids = order.Select(candidate => TextTable.Printable(outcome.Election.Candidates[candidate])).ToList();
        output.WriteLine(title);
        TextTable.Write(
            output,
            order.Select((one, row) => (string[])[ids[row], .. order.Select(other => one == other ? "–" : Number(square[one][other]))]).Prepend(["", .. ids]),
            column => column > 0);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
