using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Participation.Tally.Ranked;

namespace Participation.Web.Commands;

/// <summary>
/// An election from rankings for other programs. Under single transferable vote: the quota, who was elected in order, and
/// what each round gave to whom, in exact decimals. Under the Schulze method: the winner, the order of all, for each pair how
/// many prefer the first, and how strong the strongest path from it is.
/// </summary>
internal static class RankedJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, TransferableOutcome outcome) => Write(output, json =>
    {
        json.WriteString("rule", RankedRule.ForSeats);
        json.WriteNumber("seats", outcome.Seats);
        json.WriteNumber("ballots", outcome.Election.Voters);
        json.WriteNumber("quota", outcome.Quota);
        WriteIds(json, "elected", outcome.Elected);
        json.WriteStartArray("rounds");
        foreach (var (round, stage) in outcome.Stages.Index())
        {
            Write(json, stage, round == 0 ? null : outcome.Stages[round - 1], outcome.Election.Candidates);
        }

        json.WriteEndArray();
    });

    public static void Write(TextWriter output, SchulzeOutcome outcome) => Write(output, json =>
    {
        json.WriteString("rule", RankedRule.ForOrder);
        json.WriteNumber("ballots", outcome.Election.Voters);
        json.WriteString("winner", outcome.Order.First());
        json.WriteStartArray("ranking");
        foreach (var place in outcome.Places)
        {
            json.WriteStartArray();
            foreach (var candidate in place)
            {
                json.WriteStringValue(outcome.Election.Candidates[candidate]);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        WriteSquare(json, "preferences", outcome.Preferences, outcome.Election.Candidates);
        WriteSquare(json, "strengths", outcome.Strengths, outcome.Election.Candidates);
    });

    private static void Write(Utf8JsonWriter json, Stage stage, Stage? before, IReadOnlyList<string> ids)
    {
        json.WriteStartObject();
        json.WriteString("kind", stage.Kind switch
        {
            StageKind.FirstPreferences => "first-preferences",
            StageKind.Transfer => "transfer",
            _ => "exclusion",
        });
        if (stage.Candidate is { } candidate)
        {
            json.WriteString("candidate", ids[candidate]);
            json.WriteBoolean("byLot", stage.ByLot);
        }

        json.WriteStartObject("votes");
        foreach (var (position, votes) in stage.Votes.Index())
        {
            WriteExact(json, ids[position], votes.ToString());
        }

        json.WriteEndObject();
        if (before is not null)
        {
            json.WriteStartObject("transferred");
            foreach (var (receiver, gain) in stage.GainsSince(before))
            {
                WriteExact(json, ids[receiver], gain.ToString());
            }

            json.WriteEndObject();
        }

        WriteExact(json, "notTransferable", stage.NotTransferable.ToString());
        WriteIds(json, "elected", stage.Elected.Select(position => ids[position]));
        json.WriteEndObject();
    }

    private static void WriteSquare(Utf8JsonWriter json, string name, IReadOnlyList<IReadOnlyList<long>> square, IReadOnlyList<string> ids)
    {
        json.WriteStartObject(name);
        for (var one = 0; one < ids.Count; one++)
        {
            json.WriteStartObject(ids[one]);
            for (var other = 0; other < ids.Count; other++)
            {
                if (one != other)
                {
                    json.WriteNumber(ids[other], square[one][other]);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IEnumerable<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }

    // Digit by digit: a binary fraction would change it.
    private static void WriteExact(Utf8JsonWriter json, string name, string number)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(number);
    }

    private static void Write(TextWriter output, Action<Utf8JsonWriter> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }
}
