namespace Participation.Board;

/// <summary>The public log of a budget's ballots as the database keeps it. Who appends locks its row.</summary>
public class BudgetBoard
{
    private BudgetBoard()
    {
    }

    public Guid BudgetId { get; private set; }

    /// <summary>How many leaves it has.</summary>
    public long Size { get; private set; }

    /// <summary>The last signed head; see <see cref="Board.Head.Note"/>.</summary>
    public string Head { get; private set; } = "";

    /// <summary>Its size when the vote was closed, the close being the last leaf; null until then.</summary>
    public long? FinalSize { get; private set; }

    /// <summary>With the board's key it hashes what is remembered of voters for the commission; thrown away at the close.</summary>
    public byte[]? Salt { get; private set; }

    /// <summary>See <see cref="Trace.Of"/>; null until the result is published.</summary>
    public byte[]? Outcome { get; private set; }
}

/// <summary>A leaf of a log, with what is looked up in it.</summary>
public class LoggedLeaf
{
    private LoggedLeaf()
    {
    }

    public Guid BudgetId { get; private set; }
    public long Index { get; private set; }

    /// <summary>See <see cref="Leaf.ToBytes"/>.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Of a ballot.</summary>
    public byte[]? Commitment { get; private set; }

    /// <summary>Of a ballot that can be replaced.</summary>
    public byte[]? Lock { get; private set; }

    /// <summary>The commitment of the ballot that this leaf replaces or makes void.</summary>
    public byte[]? Falls { get; private set; }
}

/// <summary>A head that witnesses have signed, or the last one.</summary>
public class KeptHead
{
    private KeptHead()
    {
    }

    public Guid BudgetId { get; private set; }
    public long Size { get; private set; }

    /// <summary>See <see cref="Head.Note"/>.</summary>
    public string Note { get; private set; } = "";
}
