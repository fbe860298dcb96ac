namespace Participation.Tally.Ranked;

/// <summary>One count by <see cref="TransferableVote"/> while it goes on. Votes are in units of 0.00001.</summary>
internal sealed class TransferableCount
{
    private const int Decimals = 5;
    private const long One = 100_000;

    private readonly RankedElection _election;
    private readonly int _seats;
    private readonly long _valid;
    private readonly long _quota;
    private readonly List<Paper>[] _papers;
    private readonly List<long[]> _history = [];
    private readonly List<Stage> _stages = [];
    private readonly List<int> _continuing;
    private readonly List<int> _surpluses = [];
    private readonly long[] _votes;
    private int _elected;

    public TransferableCount(RankedElection election, int seats)
    {
        (_election, _seats) = (election, seats);
        _papers = [.. election.Candidates.Select(_ => new List<Paper>())];
        _votes = new long[election.Candidates.Count];
        _continuing = [.. Enumerable.Range(0, _votes.Length)];
        foreach (var ballot in election.Ballots)
        {
            var order = ballot.Places.TakeWhile(place => place.Count == 1).Select(place => place[0]).ToArray();
            Give(new Paper(order, ballot.Voters, One));
            _valid += order.Length > 0 ? ballot.Voters : 0;
        }

        _quota = (_valid / (seats + 1)) + 1;
    }

    public TransferableOutcome Run()
    {
        EndStage(StageKind.FirstPreferences, null, byLot: false);
        while (_elected < _seats && _continuing.Count > 0)
        {
            if (_surpluses.Count > 0)
            {
                Transfer();
            }
            else
            {
                Exclude();
            }
        }

        return new TransferableOutcome(_election, _seats, _quota, _stages);
    }

    private void Transfer()
    {
        var most = _surpluses.Max(candidate => _votes[candidate]);
        var (candidate, byLot) = Foremost([.. _surpluses.Where(c => _votes[c] == most)], votes => votes, _election.Lot);
        var surplus = _votes[candidate] - (_quota * One);

        _surpluses.Remove(candidate);
        PassOn(candidate, value => (long)((Int128)surplus * value / _votes[candidate]));
        _votes[candidate] = _quota * One;
        EndStage(StageKind.Transfer, candidate, byLot);
    }

    private void Exclude()
    {
        var fewest = _continuing.Min(candidate => _votes[candidate]);
        var (candidate, byLot) = Foremost([.. _continuing.Where(c => _votes[c] == fewest)], votes => -votes, [.. _election.Lot.Select(place => -place)]);

        _continuing.Remove(candidate);
        PassOn(candidate, value => value);
        _votes[candidate] = 0;
        EndStage(StageKind.Exclusion, candidate, byLot);
    }

    /// <summary>Of equals, who stood out at the most recent stage at which they were unequal; else the first by lot.</summary>
    private (int Candidate, bool ByLot) Foremost(List<int> equals, Func<long, long> measure, IReadOnlyList<int> lot)
    {
        foreach (var votes in _history.AsEnumerable().Reverse())
        {
            var most = equals.Max(candidate => measure(votes[candidate]));
            equals.RemoveAll(candidate => measure(votes[candidate]) < most);
        }

        return (equals.MinBy(candidate => lot[candidate]), equals.Count > 1);
    }

    private void PassOn(int candidate, Func<long, long> newValue)
    {
        foreach (var paper in _papers[candidate])
        {
            Give(paper with { Value = newValue(paper.Value) });
        }

        _papers[candidate].Clear();
    }

    private void Give(Paper paper)
    {
        if (paper.Order.Where(_continuing.Contains).Select(candidate => (int?)candidate).FirstOrDefault() is { } next)
        {
            _papers[next].Add(paper);
            _votes[next] += paper.Voters * paper.Value;
        }
    }

    private void EndStage(StageKind kind, int? candidate, bool byLot)
    {
        var reached = _continuing.Where(c => _votes[c] >= _quota * One).ToList();
        _surpluses.AddRange(reached.Where(c => _votes[c] > _quota * One));
        if (_continuing.Count <= _seats - _elected)
        {
            reached = [.. _continuing];
        }

        _continuing.RemoveAll(reached.Contains);
        _elected += reached.Count;
        _history.Add([.. _votes]);
        _stages.Add(new Stage(
            kind,
            candidate,
            [.. _votes.Select(votes => new ExactAmount(votes, Decimals))],
            new ExactAmount((_valid * One) - _votes.Sum(), Decimals),
            [.. reached.OrderByDescending(c => _votes[c]).ThenBy(c => _election.Lot[c])],
            byLot));
    }

    /// <param name="Order">Whom it likes, the best first.</param>
    /// <param name="Voters">How many such papers there are.</param>
    /// <param name="Value">Of each, when its holder received it.</param>
    private sealed record Paper(int[] Order, long Voters, long Value);
}
