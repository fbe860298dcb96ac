namespace Participation.Journal;

/// <summary>How far one reader of the journal has come.</summary>
public class JournalReader
{
    private JournalReader()
    {
    }

    public string Name { get; private set; } = "";

    /// <summary>The transaction of the last entry read; see <see cref="JournalEntry.Transaction"/>.</summary>
    public ulong Transaction { get; private set; }

    public long EntryId { get; private set; }

    /// <summary>When it last read something, by the database's clock.</summary>
    public DateTimeOffset ReadAt { get; private set; }
}
