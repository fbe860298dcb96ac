using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Participation.Tally;
using Xunit;

namespace Participation.Domain.Tests.Board;

/// <summary>The scripts that check a vote in a browser, run by Node.js; see <c>recount.mjs</c>.</summary>
internal static class BrowserScripts
{
    /// <returns>The trace that each count comes to.</returns>
    public static Task<IReadOnlyList<string>> CountAsync(IEnumerable<(ICountingRule Rule, Election Election)> counts) =>
        RunAsync(counts.Select(count => new JsonObject
        {
            ["manifest"] = ManifestOf(count.Rule, count.Election),
            ["ballots"] = new JsonArray([.. count.Election.Ballots.Select(ballot => BallotOf(ballot, count.Election))]),
        }));

    /// <returns>What it chose, and each check that failed or was not made, as <c>kind: code</c>.</returns>
    public static async Task<(string[] Chosen, string[] Told)> VerifyAsync(string bundle)
    {
        var answer = JsonNode.Parse((await RunAsync([new JsonObject { ["bundle"] = bundle }]))[0])!;

        return (answer["chosen"].Deserialize<string[]>()!, answer["told"].Deserialize<string[]>()!);
    }

    private static async Task<IReadOnlyList<string>> RunAsync(IEnumerable<JsonObject> orders)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Script()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        })!;
        var answers = node.StandardOutput.ReadToEndAsync();
        foreach (var order in orders)
        {
            await node.StandardInput.WriteLineAsync(order.ToJsonString());
        }

        node.StandardInput.Close();
        var lines = (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);

        return lines;
    }

    /// <summary>What of a manifest says how to count.</summary>
    private static JsonObject ManifestOf(ICountingRule rule, Election election)
    {
        var manifest = new JsonObject
        {
            ["rule"] = rule.Name,
            ["threshold"] = election.MinimumScore,
            ["form"] = election.Form == BallotForm.Ordinal
                ? new JsonObject { ["kind"] = "ranking", ["max"] = election.MaxLength }
                : new JsonObject { ["kind"] = election.Form is BallotForm.Cumulative or BallotForm.Scoring ? "score" : "approval" },
            ["amount"] = $"{election.Budget}",
            ["decimals"] = election.Decimals,
            ["projects"] = new JsonArray([.. election.Candidates.Select(c => new JsonObject { ["id"] = c.Id, ["cost"] = $"{c.Cost}" })]),
            ["groups"] = new JsonArray([.. election.Groups.Select(group => new JsonObject { ["most"] = group.Limit, ["projects"] = IdsOf(group.Candidates) })]),
            ["parts"] = new JsonArray([.. election.Reserved.Select(part => new JsonObject { ["name"] = part.Name, ["amount"] = $"{part.Amount}", ["projects"] = IdsOf(part.Candidates) })]),
        };
        if (election.Lot is { } lot)
        {
            manifest["lot"] = new JsonObject { ["order"] = new JsonArray([.. lot.Select(id => JsonValue.Create(id))]) };
        }

        return manifest;

        JsonArray IdsOf(IEnumerable<int> candidates) => new([.. candidates.Select(c => JsonValue.Create(election.Candidates[c].Id))]);
    }

    private static JsonArray BallotOf(Ballot ballot, Election election) => new([.. ballot.Choices.Select((choice, position) =>
        ballot.Points is { } points
            ? (JsonNode)new JsonArray(election.Candidates[choice].Id, points[position])
            : JsonValue.Create(election.Candidates[choice].Id))]);

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "recount.mjs");
}
