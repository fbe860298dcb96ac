namespace Participation.Journal;

/// <summary>An entity whose changes are written to the journal, in the same transaction as the change.</summary>
public abstract class Recorded
{
    private readonly List<JournalEntry> _entries = [];

    /// <summary>
    /// Rises by one at every saved change. Whoever saves over an older version is told so
    /// instead of overwriting silently. Counters kept by jobs do not raise it.
    /// </summary>
    public int Version { get; private set; }

    /// <summary>What this entity did since it was loaded. For tests and for the database.</summary>
    public IEnumerable<IFact> UnsavedFacts => _entries.Select(e => e.Fact);

    protected void Record(IFact fact, DateTimeOffset at) => _entries.Add(new JournalEntry(fact, at));

    internal void RaiseVersion() => Version++;

    internal IReadOnlyList<JournalEntry> TakeEntries()
    {
        var taken = _entries.ToArray();
        _entries.Clear();
        return taken;
    }
}
