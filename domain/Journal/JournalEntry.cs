using System.Text.Json;

namespace Participation.Journal;

/// <summary>A fact as it is kept: once written, never changed.</summary>
public class JournalEntry
{
    private JournalEntry()
    {
    }

    internal JournalEntry(IFact fact, DateTimeOffset at)
    {
        Kind = fact.GetType().Name;
        Subject = fact.Subject;
        Body = JsonSerializer.Serialize(fact, fact.GetType());
        HappenedAt = at;
    }

    public long Id { get; private set; }

    /// <summary>
    /// The transaction that wrote it. Readers go by transaction and id, and only up to the oldest transaction still
    /// running: in that order nothing can appear behind their back. See <see cref="JournalReader"/>.
    /// </summary>
    public ulong Transaction { get; private set; }

    public string Kind { get; private set; } = "";
    public string Subject { get; private set; } = "";
    public string Body { get; private set; } = "";
    public DateTimeOffset HappenedAt { get; private set; }

    public IFact Fact => (IFact)JsonSerializer.Deserialize(Body, FactKinds.TypeOf(Kind))!;
}
