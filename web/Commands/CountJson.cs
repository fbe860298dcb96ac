using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Participation.Tally;

namespace Participation.Web.Commands;

/// <summary>
/// A counted election for other programs: rule, budget, spent, selected in order of funding, votes by project id; under
/// equal shares the settings of the rule, and what the voters paid, as exact fractions of the currency.
/// </summary>
internal static class CountJson
{
    public static void Write(TextWriter output, Outcome outcome)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, outcome);
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private static void Write(Utf8JsonWriter json, Outcome outcome)
    {
        var election = outcome.Election;

        json.WriteStartObject();
        json.WriteString("rule", outcome.Rule.Split(' ')[0]);
        WriteAmount(json, "budget", election.AmountOf(election.Budget));
        WriteAmount(json, "spent", election.AmountOf(outcome.Spent));
        json.WriteStartArray("selected");
        foreach (var id in outcome.ChosenIds)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
        if (outcome.Payments is { } payments)
        {
            Write(json, payments, outcome);
        }

        json.WriteStartObject("votes");
        for (var candidate = 0; candidate < election.Candidates.Count; candidate++)
        {
            json.WriteNumber(election.Candidates[candidate].Id, outcome.Scores.VotesOf(candidate));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Payments payments, Outcome outcome)
    {
        foreach (var setting in outcome.Rule.Split(' ').Skip(1).Select(setting => setting.Split('=')))
        {
            json.WriteString(setting[0], setting[1]);
        }

        json.WriteString("perVoter", outcome.Election.AmountOf(payments.PerVoter).ToString());
        json.WriteNumber("increments", payments.Increments);
        json.WriteStartArray("rounds");
        foreach (var round in payments.Rounds)
        {
            json.WriteStartObject();
            json.WriteString("project", outcome.Election.Candidates[round.Candidate].Id);
            json.WriteString("payment_per_utility_point", outcome.Election.AmountOf(round.PerPoint).ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // As it is written, digit by digit: a binary fraction would change it.
    private static void WriteAmount(Utf8JsonWriter json, string name, ExactAmount amount)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(amount.ToString());
    }
}
