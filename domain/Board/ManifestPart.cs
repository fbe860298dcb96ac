using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Participation.Tally;

namespace Participation.Board;

/// <summary>A part of the amount that belongs to some projects first. See <see cref="ReservedPart"/>.</summary>
/// <param name="Amount">In minor units, above zero.</param>
/// <param name="Name">Of the district or category.</param>
/// <param name="Projects">Ids, each once.</param>
public sealed record ManifestPart(long Amount, string Name, IReadOnlyList<string> Projects)
{
    internal JsonNode ToJson() => new JsonObject
    {
        ["amount"] = Amount.ToString(CultureInfo.InvariantCulture),
        ["name"] = Name,
        ["projects"] = new JsonArray([.. Projects.Select(id => JsonValue.Create(id))]),
    };

    internal static ManifestPart Read(JsonElement value)
    {
        var fields = new Fields(value, "a reserved part");
        var part = new ManifestPart(fields.Amount("amount"), fields.Text("name"), fields.Texts("projects"));
        fields.End();

        return part;
    }
}
