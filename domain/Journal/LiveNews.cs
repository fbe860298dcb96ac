using System.Text;
using System.Text.Json;

namespace Participation.Journal;

/// <summary>What those who look at a subject are told: its numbers as they are now, and what kinds of things happened.</summary>
/// <param name="Subject">As in <see cref="IFact.Subject"/>.</param>
/// <param name="Numbers">By name: <c>supports</c>, <c>comments</c>, <c>turnout</c>. Only those that changed.</param>
/// <param name="Kinds">Names of facts.</param>
public sealed record LiveNews(string Subject, IReadOnlyDictionary<string, int> Numbers, IReadOnlyList<string> Kinds)
{
    /// <summary>Writes news as JSON arrays none of which is longer than <paramref name="limit"/> bytes.</summary>
    public static IEnumerable<string> Pack(IEnumerable<LiveNews> news, int limit)
    {
        var pack = new StringBuilder("[");
        foreach (var one in news)
        {
            // Subjects, names and numbers are ASCII: a character is a byte.
            var json = JsonSerializer.Serialize(one);
            if (pack.Length > 1 && pack.Length + json.Length + 1 > limit)
            {
                yield return pack.Append(']').ToString();
                pack.Clear().Append('[');
            }

            pack.Append(pack.Length > 1 ? "," : "").Append(json);
        }

        if (pack.Length > 1)
        {
            yield return pack.Append(']').ToString();
        }
    }

    public static IReadOnlyList<LiveNews> Unpack(string pack) => JsonSerializer.Deserialize<List<LiveNews>>(pack)!;
}
