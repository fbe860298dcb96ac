using System.Text;
using System.Text.Json.Nodes;
using Participation.Board;

namespace Participation.Web.Pages.Budgets;

/// <summary>
/// The file a voter keeps: the receipt, which proves that her ballot is in the box, and the opening, which says what it is
/// and lets her replace it.
/// </summary>
public sealed record KeptReceipt(Opening Opening, Receipt Receipt)
{
    private const int Longest = 100_000;

    public string ToJson() => Encoding.UTF8.GetString(CanonicalJson.Of(new JsonObject
    {
        ["opening"] = JsonNode.Parse(Opening.ToBytes()),
        ["receipt"] = JsonNode.Parse(Receipt.ToJson()),
    }));

    /// <exception cref="BoardException">It is no such file.</exception>
    public static async Task<KeptReceipt> ReadAsync(IFormFile file)
    {
        if (file.Length > Longest)
        {
            throw new BoardException("this is too long for a receipt");
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        var json = CanonicalJson.Parse(bytes.ToArray());

        return json.ValueKind == System.Text.Json.JsonValueKind.Object && json.TryGetProperty("opening", out var opening) && json.TryGetProperty("receipt", out var receipt)
            ? new KeptReceipt(Opening.Read(CanonicalJson.Of(opening)), Receipt.Read(CanonicalJson.Of(receipt)))
            : throw new BoardException("this is no receipt");
    }
}
