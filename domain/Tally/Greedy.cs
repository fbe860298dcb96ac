namespace Participation.Tally;

/// <summary>Most points first, while money lasts. A project without points is never chosen.</summary>
public sealed class Greedy : ICountingRule
{
    /// <summary>Passes over a project that no longer fits and goes on; if not, the count stops there.</summary>
    public bool Skips { get; init; } = true;

    /// <summary>Only projects with at least <see cref="Election.MinimumScore"/> stand a chance.</summary>
    public bool HasThreshold { get; init; }

    public string Name => "greedy" + (Skips ? "" : "-no-skip") + (HasThreshold ? "-threshold" : "");

    public Outcome Count(Election election)
    {
        var scores = Scores.Of(election);
        var tieRule = new TieRule(election, scores);
        var turns = Enumerable.Range(0, election.Candidates.Count)
            .Where(c => Standing(c, election, scores) is null)
            .OrderByDescending(scores.PointsOf)
            .ThenBy(c => c, tieRule)
            .ToList();

        var purse = new Purse(election, Skips);
        var ties = new List<Tie>();
        foreach (var equals in InGroupsOfEqualScore(turns, scores))
        {
            purse.Serve(equals);
            if (equals.Count > 1 && purse.Reached(equals))
            {
                var deepest = equals.Zip(equals.Skip(1), tieRule.StepBetween).Max();
                ties.Add(new Tie(equals, deepest, purse.OrderMattered(equals)));
            }
        }

        var verdicts = Enumerable.Range(0, election.Candidates.Count)
            .Select(c => purse.VerdictOn(c) ?? new Verdict(c, Standing(c, election, scores) ?? Reason.AfterTheStop, purse.Left))
            .ToList();

        return new Outcome(Name, election, scores, purse.Chosen, verdicts, ties);
    }

    /// <summary>Why a candidate never has a turn; null where it has.</summary>
    private Reason? Standing(int candidate, Election election, Scores scores) =>
        scores.PointsOf(candidate) == 0 ? Reason.NobodyChoseIt
        : HasThreshold && scores.PointsOf(candidate) < election.MinimumScore ? Reason.BelowThreshold
        : null;

    private static IEnumerable<List<int>> InGroupsOfEqualScore(List<int> turns, Scores scores) =>
        turns.GroupBy(scores.PointsOf).Select(group => group.ToList());

    /// <summary>The money while it is being spent.</summary>
    private sealed class Purse(Election election, bool skips)
    {
        private readonly Dictionary<int, Verdict> _verdicts = [];
        private readonly List<int> _chosen = [];
        private long _leftBeforeEquals;
        private bool _stopped;

        public long Left { get; private set; } = election.Budget;

        public IReadOnlyList<int> Chosen => _chosen;

        public Verdict? VerdictOn(int candidate) => _verdicts.GetValueOrDefault(candidate);

        public bool Reached(List<int> equals) => _verdicts.ContainsKey(equals[0]);

        public void Serve(List<int> equals)
        {
            _leftBeforeEquals = Left;
            foreach (var candidate in equals.TakeWhile(_ => !_stopped))
            {
                var reason = ReasonFor(candidate);
                _verdicts[candidate] = new Verdict(candidate, reason, Left);
                if (reason == Reason.Chosen)
                {
                    _chosen.Add(candidate);
                    Left -= CostOf(candidate);
                }
                else
                {
                    _stopped = !skips;
                }
            }
        }

        /// <summary>
        /// Someone was left out who would have fitted if served first. Where the count stops at a misfit, it is enough
        /// that one was chosen before it.
        /// </summary>
        public bool OrderMattered(List<int> equals) =>
            equals.Any(c => !IsChosen(c) && (CostOf(c) <= _leftBeforeEquals || (!skips && equals.Any(IsChosen))));

        private bool IsChosen(int candidate) => VerdictOn(candidate)?.Reason == Reason.Chosen;

        private Reason ReasonFor(int candidate)
        {
            var cost = CostOf(candidate);

            return cost <= Left ? Reason.Chosen
                : cost <= _leftBeforeEquals ? Reason.LostTie
                : cost > election.Budget ? Reason.AboveTheBudget
                : Reason.NoLongerAffordable;
        }

        private long CostOf(int candidate) => election.Candidates[candidate].Cost;
    }
}
