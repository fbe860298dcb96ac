using System.Text.Json;
using System.Text.Json.Nodes;
using Participation.Tally;

namespace Participation.Board;

/// <summary>The lot that decides between equals, drawn in public before the vote. See <see cref="DrawnLot"/>.</summary>
/// <param name="Seed">What was drawn, such as the numbers of a lottery.</param>
/// <param name="Order">The id of every project; what the seed gives, written out for those who only read.</param>
public sealed record ManifestLot(string Seed, IReadOnlyList<string> Order)
{
    /// <summary>What a seed makes of these ids.</summary>
    public static ManifestLot Of(string seed, IEnumerable<string> ids) => new(seed, DrawnLot.Order(seed, ids));

    internal JsonNode ToJson() => new JsonObject { ["seed"] = Seed, ["order"] = new JsonArray([.. Order.Select(id => JsonValue.Create(id))]) };

    internal static ManifestLot Read(JsonElement value)
    {
        var fields = new Fields(value, "the lot");
        var lot = new ManifestLot(fields.Text("seed"), fields.Texts("order"));
        fields.End();

        return lot;
    }
}
