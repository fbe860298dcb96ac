namespace Participation.Tally;

/// <summary>Counts reserved parts first and the common pot last, each by the same rule; see <see cref="ReservedPart"/>.</summary>
internal static class PartByPart
{
    /// <param name="election">With or without reserved parts.</param>
    /// <param name="countPot">The rule, which knows of no parts.</param>
    public static Outcome Count(Election election, Func<Election, Outcome> countPot)
    {
        if (election.Reserved.Count == 0)
        {
            return countPot(election);
        }

        var chosen = new List<int>();
        var parts = new List<PartOutcome>();
        foreach (var part in election.Reserved)
        {
            Count(part, part.Amount, part.Candidates);
        }

        var left = election.Budget - chosen.Sum(c => election.Candidates[c].Cost);
        if (left > 0)
        {
            Count(null, left, [.. Enumerable.Range(0, election.Candidates.Count).Except(chosen)]);
        }

        return Whole(election, chosen, parts);

        void Count(ReservedPart? part, long amount, IReadOnlyList<int> candidates)
        {
            var pot = new Pot(election, candidates, chosen);
            var outcome = countPot(pot.Election(amount, part is null));
            chosen.AddRange(outcome.Chosen.Select(c => candidates[c]));
            parts.Add(new PartOutcome(part, candidates, outcome));
        }
    }

    private static Outcome Whole(Election election, List<int> chosen, List<PartOutcome> parts)
    {
        var scores = Scores.Of(election);
        var verdicts = Enumerable.Range(0, election.Candidates.Count).Select(Verdict).ToList();
        var ties = parts.SelectMany(part => part.Outcome.Ties.Select(tie => tie with { Candidates = [.. tie.Candidates.Select(c => part.Candidates[c])] }));

        return new Outcome(parts[0].Outcome.Rule, election, scores, chosen, verdicts, [.. ties]) { Parts = parts, Remedies = RemedyFor };

        // The last that counted it has the last word.
        Verdict Verdict(int candidate) => parts.Select(part => part.VerdictOn(candidate)).LastOrDefault(verdict => verdict is not null) is { } last
            ? last with { Candidate = candidate }
            : new Verdict(candidate, scores.PointsOf(candidate) == 0 ? Reason.NobodyChoseIt : Reason.NoLongerAffordable, 0);

        // Any of them could have chosen it.
        Remedy RemedyFor(int candidate) => parts.Select(part => part.RemedyFor(candidate)).OfType<Remedy>()
            .Aggregate(new Remedy(null, null), (easiest, other) => easiest.Or(other));
    }

    /// <summary>Some of the candidates of an election, on some of its money.</summary>
    /// <param name="whole">The election.</param>
    /// <param name="candidates">Those that stand here.</param>
    /// <param name="chosen">Those chosen before, which fill up their groups.</param>
    private sealed class Pot(Election whole, IReadOnlyList<int> candidates, List<int> chosen)
    {
        private readonly Dictionary<int, int> _positions = candidates.Index().ToDictionary(pair => pair.Item, pair => pair.Index);

        // A ranking that loses a choice must not lift those below it.
        private readonly int? _first = whole.Form == BallotForm.Ordinal
            ? whole.MaxLength ?? whole.Ballots.Select(ballot => ballot.Choices.Length).DefaultIfEmpty().Max()
            : null;

        public Election Election(long amount, bool isCommon) =>
            new(amount, [.. candidates.Select(c => whole.Candidates[c])], _first is null ? whole.Form : BallotForm.Scoring, Ballots(isCommon))
            {
                Decimals = whole.Decimals,
                MinimumScore = whole.MinimumScore,
                Lot = whole.Lot,
                Groups = [.. whole.Groups.Select(Remaining)],
            };

        private IEnumerable<Ballot> Ballots(bool isCommon) => whole.Ballots.Select(Restricted).Where(ballot => isCommon || ballot.Choices.Length > 0);

        private Ballot Restricted(Ballot ballot)
        {
            var kept = ballot.Choices.Index().Where(choice => _positions.ContainsKey(choice.Item)).ToList();
            int[] choices = [.. kept.Select(choice => _positions[choice.Item])];

            return _first is { } first ? new Ballot(choices, [.. kept.Select(choice => Math.Max(0, first - choice.Index))])
                : ballot.Points is { } points ? new Ballot(choices, [.. kept.Select(choice => points[choice.Index])])
                : new Ballot(choices);
        }

        private Group Remaining(Group group) =>
            new([.. group.Candidates.Where(_positions.ContainsKey).Select(c => _positions[c])], group.Limit - group.Candidates.Intersect(chosen).Count());
    }
}
