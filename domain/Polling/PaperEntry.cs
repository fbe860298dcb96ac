using Participation.Budgets;
using Participation.People;

namespace Participation.Polling;

/// <summary>One of the two times that a batch is entered, by someone who does not see the other.</summary>
public class PaperEntry
{
    private readonly List<PaperSheet> _sheets = [];

    private PaperEntry()
    {
    }

    internal PaperEntry(PaperBatch batch, int turn, Person person)
    {
        BatchId = batch.Id;
        Turn = turn;
        PersonId = person.Id;
    }

    public Guid BatchId { get; private set; }

    /// <summary>1 or 2.</summary>
    public int Turn { get; private set; }

    public Guid PersonId { get; private set; }

    /// <summary>Whether all papers are entered, and said to be.</summary>
    public bool IsDone { get; private set; }

    /// <summary>By number, from 1; those typed so far.</summary>
    public IReadOnlyList<PaperSheet> Sheets => [.. _sheets.OrderBy(s => s.Number)];

    /// <summary>The first paper that is not typed yet; one more than there are when all are.</summary>
    public int Next => Enumerable.Range(1, _sheets.Count + 1).First(n => _sheets.TrueForAll(s => s.Number != n));

    internal Sheet? SheetAt(int number) => _sheets.Find(s => s.Number == number)?.Sheet;

    internal void Type(int number, Sheet sheet)
    {
        if (_sheets.Find(s => s.Number == number) is { } typed)
        {
            typed.Become(sheet);
        }
        else
        {
            _sheets.Add(new PaperSheet(this, number, sheet));
        }
    }

    internal void Finish() => IsDone = true;
}

/// <summary>A paper as it was typed.</summary>
public class PaperSheet
{
    private PaperSheet()
    {
    }

    internal PaperSheet(PaperEntry entry, int number, Sheet sheet)
    {
        BatchId = entry.BatchId;
        Turn = entry.Turn;
        Number = number;
        Become(sheet);
    }

    public Guid BatchId { get; private set; }
    public int Turn { get; private set; }

    /// <summary>Its place in the pile, from 1.</summary>
    public int Number { get; private set; }

    public SheetKind Kind { get; private set; }
    public int[] Projects { get; private set; } = [];

    /// <summary>For each of <see cref="Projects"/>; null where the form has none.</summary>
    public int[]? Points { get; private set; }

    public Sheet Sheet => new(Kind, [.. Projects.Select((project, i) => new ProjectChoice(project, Points?[i]))]);

    internal void Become(Sheet sheet)
    {
        Kind = sheet.Kind;
        Projects = [.. sheet.Choices.Select(c => c.Project)];
        Points = sheet.Choices is [{ Points: not null }, ..] ? [.. sheet.Choices.Select(c => c.Points!.Value)] : null;
    }
}
