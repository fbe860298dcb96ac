using System.Globalization;
using System.Text.Json.Nodes;
using Participation.Tally;

namespace Participation.Board;

/// <summary>A counted election written down, step by step: two counts are the same when their bytes are.</summary>
public static class Trace
{
    public static byte[] Of(Outcome outcome)
    {
        var election = outcome.Election;

        return CanonicalJson.Of(new JsonObject
        {
            ["rule"] = outcome.Rule,
            ["ballots"] = outcome.Scores.Ballots,
            ["chosen"] = Ids(outcome.Chosen),
            ["spent"] = Exact(outcome.Spent),
            ["projects"] = new JsonArray([.. outcome.Verdicts.Select(verdict => new JsonObject
            {
                ["id"] = election.Candidates[verdict.Candidate].Id,
                ["votes"] = outcome.Scores.VotesOf(verdict.Candidate),
                ["points"] = Exact(outcome.Scores.PointsOf(verdict.Candidate)),
                ["reason"] = verdict.Reason.ToString(),
                ["left"] = Exact(verdict.Left),
            })]),
            ["ties"] = new JsonArray([.. outcome.Ties.Select(tie => new JsonObject
            {
                ["projects"] = Ids(tie.Candidates),
                ["by"] = tie.DecidedBy.ToString(),
                ["decisive"] = tie.IsDecisive ? 1 : 0,
            })]),
        });

        JsonArray Ids(IEnumerable<int> candidates) => new([.. candidates.Select(c => JsonValue.Create(election.Candidates[c].Id))]);
    }

    /// <summary>What a trace says was chosen, in the order of funding.</summary>
    /// <exception cref="BoardException">It is no trace.</exception>
    internal static IReadOnlyList<string> ChosenIn(ReadOnlySpan<byte> trace) => Open(trace).Texts("chosen");

    /// <summary>How many ballots a trace says were counted.</summary>
    /// <inheritdoc cref="ChosenIn" path="/exception"/>
    internal static long BallotsIn(ReadOnlySpan<byte> trace) => Open(trace).Number("ballots");

    private static Fields Open(ReadOnlySpan<byte> trace) => new(CanonicalJson.Read(trace), "the outcome");

    // Points of a large city may exceed what JavaScript holds exactly.
    private static string Exact(long number) => number.ToString(CultureInfo.InvariantCulture);
}
