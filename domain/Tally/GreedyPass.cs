namespace Participation.Tally;

/// <summary>Goes once through the candidates that are not taken yet, the most worthy first, and takes what there is room for.</summary>
internal sealed class GreedyPass
{
    private readonly Greedy _rule;
    private readonly Election _election;
    private readonly Scores _scores;
    private readonly TieRule _tieRule;
    private readonly Room _room;
    private readonly Room _roomAtFirst;
    private readonly Dictionary<int, Verdict> _verdicts = [];
    private readonly List<Turn> _turns = [];
    private readonly List<int> _chosen = [];
    private readonly List<Tie> _ties = [];
    private bool _stopped;
    private GreedyRemedies? _remedies;

    /// <param name="rule">Says who has a turn, in what order, and when to stop.</param>
    /// <param name="election">What is counted.</param>
    /// <param name="scores">Of all its ballots.</param>
    /// <param name="room">What there is to spend. It is used up.</param>
    /// <param name="without">A candidate that is left out, if any.</param>
    public GreedyPass(Greedy rule, Election election, Scores scores, Room room, int? without = null)
    {
        (_rule, _election, _scores, _room, _roomAtFirst) = (rule, election, scores, room, room.Copy());
        _tieRule = new TieRule(election, scores);

        var turns = Enumerable.Range(0, election.Candidates.Count)
            .Where(c => c != without && !room.IsTaken(c) && rule.WhyNoTurn(scores.PointsOf(c), election) is null)
            .GroupBy(c => rule.Worth(scores.PointsOf(c), CostOf(c)))
            .OrderByDescending(equals => equals.Key);
        foreach (var equals in turns)
        {
            Serve([.. equals.Order(_tieRule)]);
        }
    }

    public IReadOnlyList<int> Chosen => _chosen;

    public IReadOnlyList<Tie> Ties => _ties;

    /// <summary>Why a candidate that was not taken before was chosen or not.</summary>
    public Verdict VerdictOn(int candidate) => _verdicts.GetValueOrDefault(candidate)
        ?? new Verdict(candidate, _rule.WhyNoTurn(_scores.PointsOf(candidate), _election) ?? Reason.AfterTheStop, _room.Left);

    /// <summary>What would have had a candidate chosen that was not.</summary>
    public Remedy RemedyFor(int candidate) => Without(candidate).For(candidate);

    /// <summary>The turns that others have if this one, which was not chosen, has none.</summary>
    private GreedyRemedies Without(int candidate)
    {
        // Where the count stopped at the candidate itself, others would have had their turn after it.
        var others = _stopped && _turns[^1].Candidate == candidate
            ? new GreedyPass(_rule, _election, _scores, _roomAtFirst.Copy(), candidate)
            : this;

        return others._remedies ??= new GreedyRemedies(_rule, _election, _scores, others._roomAtFirst, others._turns, others._stopped ? null : others._room.Left);
    }

    private void Serve(List<int> equals)
    {
        var before = _room.Copy();
        foreach (var candidate in equals.TakeWhile(_ => !_stopped))
        {
            var reason = ReasonFor(candidate, before);
            _verdicts[candidate] = new Verdict(candidate, reason, _room.Left);
            _turns.Add(new Turn(candidate, _room.Left, reason == Reason.Chosen));
            if (reason == Reason.Chosen)
            {
                _chosen.Add(candidate);
                _room.Take(candidate);
            }
            else
            {
                // A project that its group keeps out says nothing about the money.
                _stopped = !_rule.Skips && CostOf(candidate) > _room.Left;
            }
        }

        if (equals.Count > 1 && _verdicts.ContainsKey(equals[0]))
        {
            _ties.Add(_tieRule.Between(equals, ordered => OrderMattered(ordered, before)));
        }
    }

    /// <summary>
    /// Someone was left out who would have fitted if served first. Where the count stops at a misfit, it is enough that one
    /// was chosen before it.
    /// </summary>
    private bool OrderMattered(IReadOnlyList<int> equals, Room before) =>
        equals.Any(c => !_room.IsTaken(c) && (before.Fits(c) || (_stopped && equals.Any(_room.IsTaken))));

    private Reason ReasonFor(int candidate, Room before) =>
        _room.Fits(candidate) ? Reason.Chosen
        : before.Fits(candidate) ? Reason.LostTie
        : !_room.HasPlace(candidate) ? Reason.GroupIsFull
        : CostOf(candidate) > _election.Budget ? Reason.AboveTheBudget
        : Reason.NoLongerAffordable;

    private long CostOf(int candidate) => _election.Candidates[candidate].Cost;
}

/// <param name="Candidate">Whose turn it was.</param>
/// <param name="Left">Money left before it.</param>
/// <param name="IsChosen">What came of it.</param>
internal sealed record Turn(int Candidate, long Left, bool IsChosen);
