using System.Globalization;
using System.Text.Json.Nodes;
using Participation.Tally;

namespace Participation.Board;

/// <summary>A counted election written down, step by step: two counts are the same when their bytes are.</summary>
public static class Trace
{
    /// <remarks>
    /// Nothing in it is of a single voter: what was paid is said for each round as <see cref="PaymentRound"/> has it, and its
    /// size is that of the projects, however many voted.
    /// </remarks>
    public static byte[] Of(Outcome outcome) => CanonicalJson.Of(Written(outcome));

    /// <summary>What a trace says was chosen, in the order of funding.</summary>
    /// <exception cref="BoardException">It is no trace.</exception>
    internal static IReadOnlyList<string> ChosenIn(ReadOnlySpan<byte> trace) => Open(trace).Texts("chosen");

    /// <summary>How many ballots a trace says were counted.</summary>
    /// <inheritdoc cref="ChosenIn" path="/exception"/>
    internal static long BallotsIn(ReadOnlySpan<byte> trace) => Open(trace).Number("ballots");

    private static JsonObject Written(Outcome outcome)
    {
        var election = outcome.Election;
        var trace = new JsonObject
        {
            ["rule"] = outcome.Rule,
            ["ballots"] = outcome.Scores.Ballots,
            ["chosen"] = Ids(election, outcome.Chosen),
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
                ["projects"] = Ids(election, tie.Candidates),
                ["by"] = tie.DecidedBy.ToString(),
                ["decisive"] = tie.IsDecisive ? 1 : 0,
            })]),
        };
        if (outcome.Payments is { } payments)
        {
            trace["payments"] = Written(payments, election);
        }

        if (outcome.Parts.Count > 0)
        {
            trace["parts"] = new JsonArray([.. outcome.Parts.Select(Written)]);
        }

        return trace;
    }

    private static JsonObject Written(Payments payments, Election election)
    {
        var written = new JsonObject
        {
            ["share"] = payments.PerVoter.ToString(),
            ["purse"] = payments.Purse.ToString(),
            ["increments"] = payments.Increments,
            ["rounds"] = new JsonArray([.. payments.Rounds.Select(round => new JsonObject
            {
                ["project"] = election.Candidates[round.Candidate].Id,
                ["point"] = round.PerPoint.ToString(),
                ["payers"] = round.Supporters,
                ["capped"] = round.Capped,
                ["least"] = round.Least.ToString(),
                ["most"] = round.Most.ToString(),
            })]),
        };
        if (payments.Preference is { } preference)
        {
            written["preference"] = new JsonObject
            {
                ["shares"] = Ids(election, preference.Shares),
                ["forShares"] = preference.ForShares,
                ["greedy"] = Ids(election, preference.Greedy),
                ["forGreedy"] = preference.ForGreedy,
            };
        }

        return written;
    }

    private static JsonObject Written(PartOutcome part)
    {
        var trace = Written(part.Outcome);
        trace["amount"] = Exact(part.Outcome.Election.Budget);
        if (part.Part is { } reserved)
        {
            trace["name"] = reserved.Name;
        }

        return trace;
    }

    private static JsonArray Ids(Election election, IEnumerable<int> candidates) =>
        new([.. candidates.Select(c => JsonValue.Create(election.Candidates[c].Id))]);

    private static Fields Open(ReadOnlySpan<byte> trace) => new(CanonicalJson.Read(trace), "the outcome");

    // Points of a large city may exceed what JavaScript holds exactly.
    private static string Exact(long number) => number.ToString(CultureInfo.InvariantCulture);
}
