using Participation.Budgets;
using Participation.Journal;
using Participation.People;

namespace Participation.Polling;

/// <summary>
/// Some papers from one place, counted by hand and entered by two persons independently. Where they differ, someone
/// decides; then all of its ballots go into the box, or none.
/// </summary>
public class PaperBatch : Recorded
{
    public const int MostPapers = 500;
    public const int NameMaxLength = 20;
    public const int PlaceMaxLength = 80;
    public const int ReasonMaxLength = 500;

    /// <summary>Below it the totals of a batch come near to telling a single ballot.</summary>
    public const int FewPapers = 10;

    private readonly List<PaperEntry> _entries = [];

    private PaperBatch()
    {
    }

    /// <param name="budget">That takes paper.</param>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="place">Where the papers were cast, such as a polling station.</param>
    /// <param name="papers">How many there are, counted by hand; 1 to <see cref="MostPapers"/>.</param>
    /// <param name="by">Who brings it.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">The budget takes no paper now, or the batch has no proper name, place or size.</exception>
    public PaperBatch(Budget budget, string? name, string? place, int papers, Person by, DateTimeOffset now)
    {
        RefusedException.ThrowIf(budget.WhyNotTakePaper(by));
        RefusedException.ThrowIf(WhyNot(name, place, papers));

        BudgetId = budget.Id;
        Name = name!.Trim().ToUpperInvariant();
        Place = place!.Trim();
        Papers = papers;
        Record(new PaperBatchOpened(BudgetId, Name, by.Id), now);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid BudgetId { get; private set; }

    /// <summary>Such as <c>A-1</c>: letters and digits with hyphens. The public log calls the batch so.</summary>
    public string Name { get; private set; } = "";

    public string Place { get; private set; } = "";
    public int Papers { get; private set; }

    /// <summary>Who decided where the entries differed, and put the ballots into the box.</summary>
    public Guid? SettledById { get; private set; }

    public int Blank { get; private set; }
    public int Spoilt { get; private set; }

    /// <summary>
    /// What each project got, by its number: points where the form has any, else ballots that name it. Null until it is
    /// settled.
    /// </summary>
    public IReadOnlyDictionary<int, long>? Totals { get; private set; }

    public Guid? DiscardedById { get; private set; }
    public string? DiscardReason { get; private set; }

    public IReadOnlyList<PaperEntry> Entries => [.. _entries.OrderBy(e => e.Turn)];

    /// <summary>The election commission took its ballots out again. Its papers may be entered anew, as another batch.</summary>
    public bool IsVoid { get; private set; }

    public bool IsSettled => SettledById is not null;
    public bool IsOver => IsSettled || DiscardedById is not null;

    /// <summary>Ballots in the box.</summary>
    public int Valid => Papers - Blank - Spoilt;

    public bool IsEnteredTwice => _entries.Count(e => e.IsDone) == 2;

    /// <summary>Why these make no batch, or null when they do.</summary>
    public static Refusal? WhyNot(string? name, string? place, int papers) =>
        name?.Trim() is not { Length: > 0 and <= NameMaxLength } typed || !typed.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? PollingRefusals.BatchNameMissing
        : place?.Trim() is not { Length: > 0 and <= PlaceMaxLength } ? PollingRefusals.BatchPlaceMissing
        : papers is < 1 or > MostPapers ? PollingRefusals.BatchSize
        : null;

    /// <summary>What this person has entered, or is entering; null when neither.</summary>
    public PaperEntry? EntryOf(Person person) => _entries.Find(e => e.PersonId == person.Id);

    public Refusal? WhyNotEnter(Person person) =>
        !person.IsModerator ? PersonRefusals.ModeratorsOnly
        : IsOver ? PollingRefusals.BatchOver
        : EntryOf(person) is not null ? PollingRefusals.EnteredByYou
        : _entries.Count == 2 ? PollingRefusals.EnteredByTwo
        : null;

    /// <summary>Takes one of the two turns.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotEnter"/>.</exception>
    public PaperEntry Enter(Person person)
    {
        RefusedException.ThrowIf(WhyNotEnter(person));

        var entry = new PaperEntry(this, _entries.Exists(e => e.Turn == 1) ? 2 : 1, person);
        _entries.Add(entry);

        return entry;
    }

    /// <summary>Types a paper, or types it anew.</summary>
    /// <param name="person">Whose entry it is.</param>
    /// <param name="number">Its place in the pile, from 1.</param>
    /// <param name="sheet">What it says.</param>
    /// <exception cref="RefusedException">They have no entry, it is finished, or there is no such paper.</exception>
    public void Type(Person person, int number, Sheet sheet)
    {
        var entry = OpenEntryOf(person);
        RefusedException.ThrowIf(number < 1 || number > Papers ? PollingRefusals.NoSuchSheet : null);

        entry.Type(number, sheet);
    }

    public Refusal? WhyNotFinish(Person person) =>
        EntryOf(person) is not { } entry ? PollingRefusals.NotYourEntry
        : IsOver ? PollingRefusals.BatchOver
        : entry.IsDone ? PollingRefusals.EntryFinished
        : entry.Sheets.Count < Papers ? PollingRefusals.SheetsMissing with { Count = Papers - entry.Sheets.Count }
        : null;

    /// <summary>Says that all papers are typed. From then on they stay so.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotFinish"/>.</exception>
    public void Finish(Person person)
    {
        RefusedException.ThrowIf(WhyNotFinish(person));

        EntryOf(person)!.Finish();
    }

    /// <summary>Papers that the two read differently.</summary>
    /// <returns>None before both have finished: until then nobody sees what is typed.</returns>
    public IReadOnlyList<SheetPair> Differences => IsEnteredTwice ? [.. Pairs.Where(p => p.First != p.Second)] : [];

    public Refusal? WhyNotSettle(Person person) =>
        !person.IsModerator ? PersonRefusals.ModeratorsOnly
        : IsOver ? PollingRefusals.BatchOver
        : !IsEnteredTwice ? PollingRefusals.NotEnteredTwice
        : null;

    /// <summary>What each paper says, where the two differ as someone decided.</summary>
    /// <param name="person">Who decides: one of the two, or a third.</param>
    /// <param name="decided">By number, for each of <see cref="Differences"/>.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotSettle"/>; or a paper is not decided.</exception>
    public IReadOnlyList<Sheet> Settle(Person person, IReadOnlyDictionary<int, Sheet> decided)
    {
        RefusedException.ThrowIf(WhyNotSettle(person));

        return [.. Pairs.Select(p => p.First == p.Second ? p.First : decided.GetValueOrDefault(p.Number) ?? throw new RefusedException(PollingRefusals.Undecided))];
    }

    public Refusal? WhyNotDiscard(Person person) =>
        !person.IsModerator ? PersonRefusals.ModeratorsOnly : IsOver ? PollingRefusals.BatchOver : null;

    /// <summary>Lays it aside before anything of it is in the box. Its name is free again.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotDiscard"/>; or no reason is given.</exception>
    public void Discard(Person person, string? reason, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotDiscard(person));
        RefusedException.ThrowIf(reason?.Trim() is { Length: > 0 and <= ReasonMaxLength } ? null : PersonRefusals.ReasonMissing);

        (DiscardedById, DiscardReason) = (person.Id, reason!.Trim());
        Record(new PaperBatchDiscarded(BudgetId, Name, DiscardReason, person.Id), now);
    }

    private IEnumerable<SheetPair> Pairs =>
        Enumerable.Range(1, Papers).Select(n => new SheetPair(n, Entries[0].SheetAt(n)!, Entries[1].SheetAt(n)!));

    private PaperEntry OpenEntryOf(Person person)
    {
        var entry = EntryOf(person);
        RefusedException.ThrowIf(entry is null ? PollingRefusals.NotYourEntry : IsOver ? PollingRefusals.BatchOver : entry.IsDone ? PollingRefusals.EntryFinished : null);

        return entry!;
    }
}

/// <summary>A paper as each of the two read it.</summary>
public sealed record SheetPair(int Number, Sheet First, Sheet Second);
