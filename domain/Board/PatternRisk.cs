using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Participation.Tally;

namespace Participation.Board;

/// <summary>
/// How many ballots nobody else has cast alike. Someone who knows a few choices of a neighbour may recognise such a ballot
/// among the published ones and read the rest.
/// </summary>
/// <param name="Ballots">All of them.</param>
/// <param name="Unique">Those whose choices, taken together, no other ballot has.</param>
public sealed record PatternRisk(long Ballots, long Unique)
{
    /// <summary>From 0 to 1; 0 without ballots.</summary>
    public double Share => Ballots == 0 ? 0 : (double)Unique / Ballots;

    /// <summary>Reads the ballots once and keeps 16 bytes of each pattern.</summary>
    /// <param name="election">Its ballots may list their choices in any order, unless it is a ranking.</param>
    public static PatternRisk Of(Election election)
    {
        var casts = new Dictionary<UInt128, int>();
        var ballots = 0L;
        foreach (var ballot in election.Ballots)
        {
            ballots++;
            CollectionsMarshal.GetValueRefOrAddDefault(casts, PatternOf(ballot, election.Form), out _)++;
        }

        return new PatternRisk(ballots, casts.Values.LongCount(times => times == 1));
    }

    private static UInt128 PatternOf(Ballot ballot, BallotForm form)
    {
        var choices = ballot.Choices.Select((choice, place) => (choice, points: ballot.Points?[place] ?? 1));
        var pattern = (form == BallotForm.Ordinal ? choices : choices.Order()).SelectMany(c => new[] { c.choice, c.points }).ToArray();
        var hash = SHA256.HashData(MemoryMarshal.AsBytes<int>(pattern));

        return MemoryMarshal.Read<UInt128>(hash);
    }
}
