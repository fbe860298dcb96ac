namespace Participation.Tally;

/// <summary>What may still be chosen: the money that is left, and the places left in each group.</summary>
internal sealed class Room
{
    private readonly Election _election;
    private readonly List<int>[] _groupsOf;
    private readonly int[] _places;
    private readonly bool[] _isTaken;

    public Room(Election election)
    {
        _election = election;
        _places = [.. election.Groups.Select(group => group.Limit)];
        _isTaken = new bool[election.Candidates.Count];
        _groupsOf = [.. election.Candidates.Select(_ => new List<int>())];
        foreach (var (position, group) in election.Groups.Index())
        {
            foreach (var candidate in group.Candidates.Distinct())
            {
                _groupsOf[candidate].Add(position);
            }
        }

        Left = election.Budget;
    }

    private Room(Room other)
    {
        (_election, _groupsOf, Left) = (other._election, other._groupsOf, other.Left);
        _places = [.. other._places];
        _isTaken = [.. other._isTaken];
    }

    /// <summary>In units. Below zero where more was taken than there is.</summary>
    public long Left { get; private set; }

    public Room Copy() => new(this);

    public bool IsTaken(int candidate) => _isTaken[candidate];

    public bool HasPlace(int candidate) => _groupsOf[candidate].TrueForAll(group => _places[group] > 0);

    /// <summary>Whether there would still be a place for a candidate once these others had been taken.</summary>
    public bool HasPlace(int candidate, Func<int, bool> isTakenToo) =>
        _groupsOf[candidate].TrueForAll(group => _places[group] > _election.Groups[group].Candidates.Distinct().Count(isTakenToo));

    public bool Fits(int candidate) => _election.Candidates[candidate].Cost <= Left && HasPlace(candidate);

    public void Take(int candidate)
    {
        _isTaken[candidate] = true;
        Left -= _election.Candidates[candidate].Cost;
        foreach (var group in _groupsOf[candidate])
        {
            _places[group]--;
        }
    }
}
