using System.Text.Json;
using System.Text.Json.Nodes;
using Participation.Tally;

namespace Participation.Board;

/// <summary>Projects of which only so many may be chosen: one, where they exclude each other. See <see cref="Group"/>.</summary>
/// <param name="Most">How many, at least one.</param>
/// <param name="Projects">Ids, each once.</param>
public sealed record ManifestGroup(int Most, IReadOnlyList<string> Projects)
{
    internal JsonNode ToJson() => new JsonObject { ["most"] = Most, ["projects"] = new JsonArray([.. Projects.Select(id => JsonValue.Create(id))]) };

    internal static ManifestGroup Read(JsonElement value)
    {
        var fields = new Fields(value, "a group");
        var group = new ManifestGroup(fields.SmallNumber("most", least: 1), fields.Texts("projects"));
        fields.End();

        return group;
    }
}
