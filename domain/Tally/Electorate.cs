using System.Runtime.InteropServices;

namespace Participation.Tally;

/// <summary>The ballots of an election in memory: those that say the same are one way of voting, with how many voters went it.</summary>
internal sealed class Electorate
{
    private readonly Mark[] _marks;
    private readonly int[] _marksFrom;
    private readonly Mark[] _supporters;
    private readonly int[] _supportersFrom;
    private readonly int[] _voters;

    private Electorate(Scores scores, int candidates, List<Mark[]> ways, List<int> voters)
    {
        Scores = scores;
        _voters = [.. voters];
        _marks = [.. ways.SelectMany(way => way)];
        _marksFrom = StartsOf(ways.Count, ways.Index().SelectMany(way => Enumerable.Repeat(way.Index, way.Item.Length)));
        _supportersFrom = StartsOf(candidates, _marks.Select(mark => mark.Of));
        _supporters = new Mark[_marks.Length];

        var next = _supportersFrom.ToArray();
        for (var way = 0; way < ways.Count; way++)
        {
            foreach (var mark in ways[way])
            {
                _supporters[next[mark.Of]++] = new Mark(way, mark.Points);
            }
        }
    }

    public Scores Scores { get; }

    /// <summary>Different ways in which someone voted, the empty ballot among them.</summary>
    public int Ways => _voters.Length;

    public int VotersOf(int way) => _voters[way];

    /// <summary>The candidates that a way of voting gives points, and how many; all above zero.</summary>
    public ReadOnlySpan<Mark> MarksOf(int way) => _marks.AsSpan(_marksFrom[way].._marksFrom[way + 1]);

    /// <summary>The ways of voting that give a candidate points, and how many.</summary>
    public ReadOnlySpan<Mark> SupportersOf(int candidate) => _supporters.AsSpan(_supportersFrom[candidate].._supportersFrom[candidate + 1]);

    /// <inheritdoc cref="Scores.Of(Election)"/>
    public static Electorate Of(Election election)
    {
        var positions = new Dictionary<Mark[], int>(new SameMarks());
        var ways = new List<Mark[]>();
        var voters = new List<int>();
        var scores = Scores.Of(election, ballot =>
        {
            var marks = MarksOn(ballot, election);
            if (!positions.TryGetValue(marks, out var way))
            {
                positions[marks] = way = ways.Count;
                ways.Add(marks);
                voters.Add(0);
            }

            voters[way]++;
        });

        if (scores.Lift > 0)
        {
            ways = [.. ways.Select(way => Array.ConvertAll(way, mark => mark with { Points = mark.Points + scores.Lift }))];
        }

        return new Electorate(scores, election.Candidates.Count, ways, voters);
    }

    private static Mark[] MarksOn(Ballot ballot, Election election)
    {
        var marks = new Mark[ballot.Choices.Length];
        var count = 0;
        for (var position = 0; position < marks.Length; position++)
        {
            var points = election.PointsAt(ballot, position);
            if (points != 0 || election is { Form: BallotForm.Ordinal, MaxLength: null })
            {
                marks[count++] = new Mark(ballot.Choices[position], points);
            }
        }

        Array.Resize(ref marks, count);
        Array.Sort(marks, (one, other) => one.Of.CompareTo(other.Of));

        return marks;
    }

    /// <summary>For each owner, where its part starts in an array sorted by owner; and the end of the last.</summary>
    private static int[] StartsOf(int owners, IEnumerable<int> ownerOfEach)
    {
        var starts = new int[owners + 1];
        foreach (var owner in ownerOfEach)
        {
            starts[owner + 1]++;
        }

        for (var owner = 0; owner < owners; owner++)
        {
            starts[owner + 1] += starts[owner];
        }

        return starts;
    }

    private sealed class SameMarks : IEqualityComparer<Mark[]>
    {
        public bool Equals(Mark[]? x, Mark[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(Mark[] marks)
        {
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes(marks.AsSpan()));

            return hash.ToHashCode();
        }
    }
}

/// <summary>Points that a way of voting gives a candidate.</summary>
/// <param name="Of">The other end of it: the candidate, or the way of voting.</param>
/// <param name="Points">Above zero.</param>
internal readonly record struct Mark(int Of, int Points);
