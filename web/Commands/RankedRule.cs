using System.Globalization;
using Participation.Pabulib;
using Participation.Tally;
using Participation.Tally.Ranked;

namespace Participation.Web.Commands;

/// <summary>A rule that elects people or options from rankings, and pays for nothing.</summary>
/// <param name="Seats">How many are elected by single transferable vote; null for the Schulze method, which puts all in an order.</param>
internal sealed record RankedRule(int? Seats)
{
    public const string ForSeats = "stv";
    public const string ForOrder = "schulze";

    public void Count(PabulibFile file, TextWriter output, bool asJson)
    {
        var election = ElectionOf(file);
        if (Seats is { } seats)
        {
            var outcome = TransferableVote.Count(election, seats);
            if (asJson)
            {
                RankedJson.Write(output, outcome);
            }
            else
            {
                TransferableTable.Write(output, outcome, file);
            }

            return;
        }

        var order = Schulze.Count(election);
        if (asJson)
        {
            RankedJson.Write(output, order);
        }
        else
        {
            SchulzeTable.Write(output, order, file);
        }
    }

    /// <summary>Those who said the same are one ballot. Nobody drew a lot for a file, so that ids stand for it, byte by byte, as under the other rules.</summary>
    private static RankedElection ElectionOf(PabulibFile file)
    {
        if (file.Form != BallotForm.Ordinal)
        {
            throw new NotRankedException($"{ForSeats} and {ForOrder} count rankings (vote_type ordinal); the ballots of this file are {file.Meta["vote_type"]}.");
        }

        var ids = file.Projects.Select(project => project.Id).ToList();
        var ballots = file.Ballots()
            .CountBy(ballot => string.Join(',', ballot.Ballot.Choices))
            .Select(same => RankedBallot.Of(same.Key.Length == 0 ? [] : same.Key.Split(',').Select(choice => int.Parse(choice, CultureInfo.InvariantCulture)), same.Value));

        return new RankedElection(ids, [.. ballots], TieRule.ById(ids));
    }
}

/// <summary>A rule for rankings was asked for where there are none. The message says so.</summary>
internal sealed class NotRankedException(string message) : Exception(message);
