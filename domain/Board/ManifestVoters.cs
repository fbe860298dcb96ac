using System.Text.Json;
using System.Text.Json.Nodes;

namespace Participation.Board;

/// <summary>
/// Who may vote, as it was settled before the vote. That those who did were such people, the log cannot show: it knows
/// nobody.
/// </summary>
/// <param name="Verified">Whether the town made sure of each that they live in it.</param>
/// <param name="Age">In years, as each said; null where none was asked for.</param>
/// <param name="District">The code of the only district whose residents vote; null for the whole town.</param>
/// <param name="Alone">Whether who votes here votes in no other such budget of the same space.</param>
/// <param name="Draw">The lot that gave each person one of several budgets; null where people chose.</param>
public sealed record ManifestVoters(bool Verified, int? Age, string? District, bool Alone, ManifestDraw? Draw)
{
    internal JsonNode ToJson()
    {
        var json = new JsonObject { ["verified"] = Verified ? 1 : 0, ["alone"] = Alone ? 1 : 0 };
        if (Age is { } age)
        {
            json["age"] = age;
        }

        if (District is not null)
        {
            json["district"] = District;
        }

        if (Draw is not null)
        {
            json["draw"] = Draw.ToJson();
        }

        return json;
    }

    internal static ManifestVoters Read(JsonElement value)
    {
        var fields = new Fields(value, "who may vote");
        var voters = new ManifestVoters(
            fields.SmallNumber("verified") != 0,
            fields.Has("age") ? fields.SmallNumber("age", least: 1) : null,
            fields.Has("district") ? fields.Text("district") : null,
            fields.SmallNumber("alone") != 0,
            fields.Has("draw") ? ManifestDraw.Read(fields.Take("draw")) : null);
        fields.End();

        return voters;
    }
}

/// <summary>See <see cref="Budgets.Drawing"/>.</summary>
public sealed record ManifestDraw(string Seed, int Place, int Of)
{
    internal JsonNode ToJson() => new JsonObject { ["seed"] = Seed, ["place"] = Place, ["of"] = Of };

    internal static ManifestDraw Read(JsonElement value)
    {
        var fields = new Fields(value, "the draw");
        var draw = new ManifestDraw(fields.Text("seed"), fields.SmallNumber("place"), fields.SmallNumber("of", least: 1));
        fields.End();

        return draw;
    }
}
