using System.Numerics;

namespace Participation.Tally;

/// <summary>What would have had each candidate chosen by points, the others being as they are.</summary>
/// <remarks>
/// Others do not notice a candidate before its turn, so their turns up to there are the same. A lower cost and more points
/// bring its turn forward, to where there is no less room: the answer turns from no to yes only once.
/// </remarks>
internal sealed class GreedyRemedies
{
    private readonly Greedy _rule;
    private readonly Election _election;
    private readonly Scores _scores;
    private readonly TieRule _tieRule;
    private readonly Room _roomAtFirst;
    private readonly IReadOnlyList<Turn> _turns;
    private readonly Fraction[] _worths;
    private readonly long? _left;
    private readonly Dictionary<int, int> _chosenAt;

    /// <param name="rule">Says who has a turn and in what order.</param>
    /// <param name="election">What is counted.</param>
    /// <param name="scores">Of all its ballots.</param>
    /// <param name="roomAtFirst">What there was to spend.</param>
    /// <param name="turns">Of the others.</param>
    /// <param name="left">Money left after the last turn; null where the count stopped there.</param>
    public GreedyRemedies(Greedy rule, Election election, Scores scores, Room roomAtFirst, IReadOnlyList<Turn> turns, long? left)
    {
        (_rule, _election, _scores, _roomAtFirst, _turns, _left) = (rule, election, scores, roomAtFirst, turns, left);
        _tieRule = new TieRule(election, scores);
        _worths = [.. turns.Select(turn => rule.Worth(scores.PointsOf(turn.Candidate), election.Candidates[turn.Candidate].Cost))];
        _chosenAt = turns.Index().Where(turn => turn.Item.IsChosen).ToDictionary(turn => turn.Item.Candidate, turn => turn.Index);
    }

    /// <param name="candidate">One that was not chosen.</param>
    public Remedy For(int candidate)
    {
        var (cost, points) = (_election.Candidates[candidate].Cost, _scores.PointsOf(candidate));
        var most = _worths.Length > 0 ? _worths[0] : Fraction.Zero;
        var first = BigInteger.Max((_rule.ByDensity ? most * cost : most).Floor() + 1, _election.MinimumScore);

        return new Remedy(
            Bisection.Greatest(1, cost - 1, lower => WouldTake(candidate, lower, points)),
            Bisection.Least(1, long.CreateSaturating(first - points), more => WouldTake(candidate, cost, points + more)));
    }

    private bool WouldTake(int candidate, long cost, long points)
    {
        if (_rule.WhyNoTurn(points, _election) is not null)
        {
            return false;
        }

        var worth = _rule.Worth(points, cost);
        var position = (int)(Bisection.Greatest(1, _turns.Count, number => IsBefore((int)number - 1)) ?? 0);
        var left = position < _turns.Count ? _turns[position].Left : _left;

        return cost <= left && _roomAtFirst.HasPlace(candidate, other => _chosenAt.TryGetValue(other, out var turn) && turn < position);

        bool IsBefore(int turn) => worth.CompareTo(_worths[turn]) switch
        {
            < 0 => true,
            > 0 => false,
            _ => _tieRule.CompareAsIf(candidate, cost, points, _turns[turn].Candidate) > 0,
        };
    }
}
