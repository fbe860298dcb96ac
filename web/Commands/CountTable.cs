using System.Globalization;
using Participation.Pabulib;
using Participation.Tally;

namespace Participation.Web.Commands;

/// <summary>A counted election for people at a terminal.</summary>
internal static class CountTable
{
    public static void Write(TextWriter output, Outcome outcome, PabulibFile file)
    {
        output.WriteLine(TextTable.TitleOf(file));
        output.WriteLine($"Rule {outcome.Rule}, {Number(outcome.Scores.Ballots)} ballots, {Number(file.Projects.Count)} projects");
        output.WriteLine();
        TextTable.Write(output, Rows(outcome, file), column => column is >= 3 and <= 6);
        output.WriteLine();
        WriteMoney(output, outcome, file);
        WritePayments(output, outcome);
        WriteTies(output, outcome);
        WriteRecorded(output, outcome, file);
    }

    private static IEnumerable<string[]> Rows(Outcome outcome, PabulibFile file)
    {
        yield return ["", "project", "name", "votes", "score", "cost", "total", "why"];

        var total = 0L;
        foreach (var candidate in InOrder(outcome))
        {
            var verdict = outcome.Verdicts[candidate];
            var isChosen = verdict.Reason == Reason.Chosen;
            var cost = outcome.Election.Candidates[candidate].Cost;
            total += isChosen ? cost : 0;

            yield return
            [
                isChosen ? "*" : "",
                TextTable.Printable(file.Projects[candidate].Id),
                TextTable.Shortened(TextTable.Printable(file.Projects[candidate].Name ?? "")),
                Number(outcome.Scores.VotesOf(candidate)),
                Number(outcome.Scores.PointsOf(candidate)),
                outcome.Election.AmountOf(cost).ToString(),
                isChosen ? outcome.Election.AmountOf(total).ToString() : "",
                Why(verdict, outcome),
            ];
        }
    }

    /// <summary>The chosen as they were funded, then the others as they came near.</summary>
    private static IEnumerable<int> InOrder(Outcome outcome) =>
        outcome.Chosen.Concat(Enumerable.Range(0, outcome.Verdicts.Count)
            .Where(candidate => outcome.Verdicts[candidate].Reason != Reason.Chosen)
            .OrderByDescending(outcome.Scores.PointsOf)
            .ThenBy(candidate => candidate, new TieRule(outcome.Election, outcome.Scores)));

    private static string Why(Verdict verdict, Outcome outcome) => verdict.Reason switch
    {
        Reason.Chosen => HowChosen(verdict.Candidate, outcome),
        Reason.NoLongerAffordable => $"{outcome.Election.AmountOf(verdict.Left)} was left",
        Reason.AboveTheBudget => "costs more than the budget",
        Reason.LostTie => $"lost a tie: {outcome.Election.AmountOf(verdict.Left)} was left",
        Reason.NobodyChoseIt => "nobody chose it",
        Reason.BelowThreshold => $"fewer than {Number(outcome.Election.MinimumScore)} points",
        Reason.AfterTheStop => "after the count stopped",
        Reason.GroupIsFull => "its group is full",
        Reason.SupportersCannotPay => "its supporters had less left than it costs",
        _ => throw new InvalidOperationException($"There is no word for {verdict.Reason}."),
    };

    private static string HowChosen(int candidate, Outcome outcome) =>
        outcome.Payments is not { AreMade: true } payments ? "chosen"
        : payments.Rounds.FirstOrDefault(round => round.Candidate == candidate) is { } round
            ? $"paid by {Number(round.Supporters)}, at most {About(round.Most, outcome)} each"
            : "chosen by points";

    private static void WriteMoney(TextWriter output, Outcome outcome, PabulibFile file)
    {
        var currency = TextTable.Printable(file.Meta.GetValueOrDefault("currency") ?? "");
        var lines = new[] { ("Budget", outcome.Election.Budget), ("Spent", outcome.Spent), ("Left", outcome.Left) };
        var amounts = lines.Select(line => outcome.Election.AmountOf(line.Item2).ToString()).ToList();
        var width = amounts.Max(amount => amount.Length);
        foreach (var ((name, _), amount) in lines.Zip(amounts))
        {
            output.WriteLine($"{name,-6}  {amount.PadLeft(width)} {currency}".TrimEnd());
        }
    }

    private static void WritePayments(TextWriter output, Outcome outcome)
    {
        if (outcome.Payments is not { } payments)
        {
            return;
        }

        output.WriteLine($"Each voter had {About(payments.PerVoter, outcome)}, raised {Number(payments.Increments)} times.");
        if (payments.Preference is { } preference)
        {
            var winner = preference.GreedyWins ? "so most points first it is" : "so equal shares it is";
            output.WriteLine($"{Number(preference.ForShares)} voters prefer equal shares, {Number(preference.ForGreedy)} most points first: {winner}.");
        }
    }

    private static void WriteTies(TextWriter output, Outcome outcome)
    {
        foreach (var tie in outcome.Ties)
        {
            var step = tie.DecidedBy switch
            {
                TieStep.LowerCost => "lower cost first",
                TieStep.HigherScore => "higher score first",
                TieStep.Lot => "the order of the lot",
                _ => "project id first in byte order",
            };
            var effect = tie.IsDecisive ? "This decided what was chosen." : "Another order would have chosen the same.";
            output.WriteLine($"Tie: {Ids(tie.Candidates, outcome)}; {step}. {effect}");
        }
    }

    private static void WriteRecorded(TextWriter output, Outcome outcome, PabulibFile file)
    {
        if (!file.RecordsSelected)
        {
            return;
        }

        var recorded = Enumerable.Range(0, file.Projects.Count).Where(project => file.Projects[project].Selected == true).ToList();
        var onlyHere = outcome.Chosen.Except(recorded).ToList();
        var onlyThere = recorded.Except(outcome.Chosen).ToList();
        if (onlyHere.Count + onlyThere.Count == 0)
        {
            output.WriteLine("The city recorded the same projects as chosen.");
            return;
        }

        output.WriteLine("The city decided otherwise.");
        WriteIfAny(output, "  Chosen here and not by the city: ", onlyHere, outcome);
        WriteIfAny(output, "  Chosen by the city and not here: ", onlyThere, outcome);
    }

    private static void WriteIfAny(TextWriter output, string words, List<int> candidates, Outcome outcome)
    {
        if (candidates.Count > 0)
        {
            output.WriteLine(words + Ids(candidates, outcome));
        }
    }

    private static string Ids(IEnumerable<int> candidates, Outcome outcome) =>
        string.Join(", ", candidates.Select(candidate => TextTable.Printable(outcome.Election.Candidates[candidate].Id)));

    private static string About(Fraction units, Outcome outcome) =>
        outcome.Election.AmountOf(units).ToDouble().ToString("0.##", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
