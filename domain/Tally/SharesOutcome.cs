namespace Participation.Tally;

/// <summary>Tells what a count by equal shares decided, and why.</summary>
internal sealed class SharesOutcome(EqualShares rule, Election election, Electorate electorate, SharesCount count)
{
    private readonly TieRule _tieRule = new(election, electorate.Scores);
    private readonly IReadOnlyList<int> _funded = [.. count.Ledger.Rounds];

    public Outcome Tell(Raised raised)
    {
        var remedies = new Lazy<SharesRemedies>(() => new SharesRemedies(election, electorate, count, rule.Utility, raised.Purse));
        var ties = count.TiedRounds.Select(equals => _tieRule.Between(equals, ordered => !ordered.All(_funded.Contains))).ToList();
        var rounds = Enumerable.Range(0, _funded.Count).Select(Round).ToList();
        var pass = rule.ThenGreedy ? new GreedyPass(new Greedy(), election, electorate.Scores, count.Room.Copy()) : null;
        int[] chosen = [.. _funded, .. pass?.Chosen ?? []];
        var verdicts = Enumerable.Range(0, election.Candidates.Count).Select(Verdict).ToList();
        var preference = rule.UnlessGreedyPreferred ? Prefer(chosen) : null;

        var outcome = new Outcome(rule.Name, election, electorate.Scores, chosen, verdicts, [.. ties, .. pass?.Ties ?? []])
        {
            Payments = new Payments(raised.PerVoter, raised.Purse, raised.Increments, rounds) { Preference = preference },
            Remedies = candidate => remedies.Value.For(candidate) is var remedy && pass is null ? remedy : remedy.Or(pass!.RemedyFor(candidate)),
        };

        return preference is { GreedyWins: true } ? InsteadOf(outcome) : outcome;

        Verdict Verdict(int candidate) =>
            chosen.Contains(candidate) ? new Verdict(candidate, Reason.Chosen, election.Budget - chosen.TakeWhile(c => c != candidate).Sum(c => election.Candidates[c].Cost))
            : pass is null ? new Verdict(candidate, WhyNot(candidate), count.Room.Left)
            : pass.VerdictOn(candidate);
    }

    private Reason WhyNot(int candidate) =>
        electorate.Scores.PointsOf(candidate) == 0 ? Reason.NobodyChoseIt
        : !count.Room.HasPlace(candidate) ? Reason.GroupIsFull
        : election.Candidates[candidate].Cost > election.Budget ? Reason.AboveTheBudget
        : Reason.SupportersCannotPay;

    private PaymentRound Round(int round)
    {
        var ledger = count.Ledger;
        var perPoint = ledger.PaymentIn(round);
        var (supporters, capped) = (0L, 0L);
        var (fewest, most) = (int.MaxValue, 0);
        var emptied = new List<int>();
        foreach (var supporter in electorate.SupportersOf(_funded[round]))
        {
            if (!ledger.HadMoney(supporter.Of, round))
            {
                continue;
            }

            supporters += electorate.VotersOf(supporter.Of);
            if (ledger.WasCapped(supporter.Of, round))
            {
                capped += electorate.VotersOf(supporter.Of);
                emptied.Add(supporter.Of);
            }
            else
            {
                (fewest, most) = (Math.Min(fewest, supporter.Points), Math.Max(most, supporter.Points));
            }
        }

        var (least, greatest) = (perPoint * fewest, perPoint * most);
        if (ledger.Extremes(emptied, round) is { } had)
        {
            (least, greatest) = (Fraction.Min(least, had.Least), Fraction.Max(greatest, had.Most));
        }

        return new PaymentRound(_funded[round], perPoint, supporters, capped, least, greatest);
    }

    private Preference Prefer(int[] chosen)
    {
        var greedy = new GreedyPass(new Greedy(), election, electorate.Scores, new Room(election)).Chosen;
        var (forShares, forGreedy) = (0L, 0L);
        for (var way = 0; way < electorate.Ways; way++)
        {
            var difference = 0;
            foreach (var mark in electorate.MarksOf(way))
            {
                difference += (chosen.Contains(mark.Of) ? 1 : 0) - (greedy.Contains(mark.Of) ? 1 : 0);
            }

            forShares += difference > 0 ? electorate.VotersOf(way) : 0;
            forGreedy += difference < 0 ? electorate.VotersOf(way) : 0;
        }

        return new Preference(forShares, forGreedy, chosen, greedy);
    }

    /// <summary>What most points first chose, told beside the payments that it replaces.</summary>
    private Outcome InsteadOf(Outcome shares)
    {
        var pass = new GreedyPass(new Greedy(), election, electorate.Scores, new Room(election));

        return shares with
        {
            Chosen = pass.Chosen,
            Verdicts = [.. Enumerable.Range(0, election.Candidates.Count).Select(pass.VerdictOn)],
            Ties = pass.Ties,
            Remedies = pass.RemedyFor,
        };
    }
}
