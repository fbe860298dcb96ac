namespace Participation.Tally;

/// <summary>What the ballots gave each candidate, in the order of <see cref="Election.Candidates"/>.</summary>
public sealed class Scores
{
    private readonly long[] _votes;
    private readonly long[] _points;

    private Scores(int candidates)
    {
        _votes = new long[candidates];
        _points = new long[candidates];
    }

    /// <summary>Every ballot, the empty ones too.</summary>
    public long Ballots { get; private set; }

    /// <summary>Ballots that list this candidate, whatever they gave it.</summary>
    public long VotesOf(int candidate) => _votes[candidate];

    /// <summary>Points of all ballots together: this is what rules compare.</summary>
    public long PointsOf(int candidate) => _points[candidate];

    /// <summary>
    /// What is added to <see cref="Election.PointsAt"/> for the points of a choice: the length of the longest ranking, where
    /// that says what a first choice is worth. It is known only once all are read.
    /// </summary>
    internal int Lift { get; private set; }

    /// <summary>Reads the ballots once, keeping none.</summary>
    /// <exception cref="InvalidDataException">
    /// A ballot names a candidate that does not stand, one candidate twice, more than its form allows, or points that do
    /// not match its choices.
    /// </exception>
    /// <exception cref="OverflowException">The points exceed what 64 bits hold.</exception>
    public static Scores Of(Election election) => Of(election, _ => { });

    /// <inheritdoc cref="Of(Election)"/>
    /// <param name="election">What is counted.</param>
    /// <param name="each">Is given every ballot once it is known to be in order.</param>
    internal static Scores Of(Election election, Action<Ballot> each)
    {
        var scores = new Scores(election.Candidates.Count);
        var lastListedBy = new long[election.Candidates.Count];
        var longest = 0;

        foreach (var ballot in election.Ballots)
        {
            scores.Ballots++;
            longest = Math.Max(longest, ballot.Choices.Length);
            Check(ballot, election, lastListedBy, scores.Ballots);
            scores.Add(ballot, election);
            each(ballot);
        }

        if (election is { Form: BallotForm.Ordinal, MaxLength: null })
        {
            scores.LiftAll(longest);
        }

        return scores;
    }

    private void Add(Ballot ballot, Election election)
    {
        for (var position = 0; position < ballot.Choices.Length; position++)
        {
            var candidate = ballot.Choices[position];
            _votes[candidate]++;
            _points[candidate] = checked(_points[candidate] + election.PointsAt(ballot, position));
        }
    }

    private void LiftAll(int longest)
    {
        Lift = longest;
        for (var candidate = 0; candidate < _points.Length; candidate++)
        {
            _points[candidate] = checked(_points[candidate] + (_votes[candidate] * longest));
        }
    }

    private static void Check(Ballot ballot, Election election, long[] lastListedBy, long number)
    {
        var carriesPoints = election.Form is BallotForm.Cumulative or BallotForm.Scoring;
        if (carriesPoints ? ballot.Points?.Length != ballot.Choices.Length || ballot.Points.Any(p => p < 0) : ballot.Points is not null)
        {
            throw new InvalidDataException($"Ballot {number}: its points do not match its choices.");
        }

        if (election.Form == BallotForm.ChooseOne && ballot.Choices.Length > 1)
        {
            throw new InvalidDataException($"Ballot {number} chooses more than one.");
        }

        foreach (var candidate in ballot.Choices)
        {
            if ((uint)candidate >= (uint)lastListedBy.Length)
            {
                throw new InvalidDataException($"Ballot {number} names candidate {candidate}, and there is none.");
            }

            if (lastListedBy[candidate] == number)
            {
                throw new InvalidDataException($"Ballot {number} names {election.Candidates[candidate].Id} twice.");
            }

            lastListedBy[candidate] = number;
        }
    }
}
