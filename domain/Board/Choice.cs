using System.Text.Json;
using System.Text.Json.Nodes;

namespace Participation.Board;

/// <summary>A project that a ballot names, and what the ballot gives it.</summary>
/// <param name="Project">Its id in the <see cref="Manifest"/>.</param>
/// <param name="Points">Null where the form gives the points itself.</param>
public readonly record struct Choice(string Project, int? Points = null)
{
    /// <summary><c>"id"</c>, or <c>["id", points]</c>.</summary>
    internal JsonNode ToJson() => Points is { } points ? new JsonArray(Project, points) : JsonValue.Create(Project);

    internal static Choice Read(JsonElement value) => value switch
    {
        { ValueKind: JsonValueKind.String } => new Choice(value.GetString()!),
        { ValueKind: JsonValueKind.Array } when value.GetArrayLength() == 2
            && value[0].ValueKind == JsonValueKind.String
            && value[1].ValueKind == JsonValueKind.Number
            && value[1].TryGetInt32(out var points) => new Choice(value[0].GetString()!, points),
        _ => throw new BoardException("a choice is neither an id nor an id with points"),
    };
}
