namespace Participation.Polling;

/// <summary>Why something at the polling station, or with its papers, is refused.</summary>
public static class PollingRefusals
{
    public static readonly Refusal NoPaper = new("polling_no_paper");
    public static readonly Refusal NotMarked = new("polling_not_marked");
    public static readonly Refusal VoterNameMissing = new("polling_voter_name_missing") { Field = "Name" };
    public static readonly Refusal BornWhen = new("polling_born_when") { Field = "Born" };
    public static readonly Refusal Namesakes = new("polling_namesakes") { Field = "IsAnother" };
    public static readonly Refusal RegisteredBefore = new("polling_registered_before") { Field = "Name" };
    public static readonly Refusal BatchNameMissing = new("polling_batch_name_missing") { Field = "Name" };
    public static readonly Refusal BatchNameTaken = new("polling_batch_name_taken") { Field = "Name" };
    public static readonly Refusal BatchPlaceMissing = new("polling_batch_place_missing") { Field = "Place" };
    public static readonly Refusal BatchSize = new("polling_batch_size") { Field = "Papers", Count = PaperBatch.MostPapers };

    /// <summary>Two others have taken it, or are at it.</summary>
    public static readonly Refusal EnteredByTwo = new("polling_entered_by_two");

    /// <summary>The same person would enter a batch twice.</summary>
    public static readonly Refusal EnteredByYou = new("polling_entered_by_you");

    public static readonly Refusal NotYourEntry = new("polling_not_your_entry");
    public static readonly Refusal EntryFinished = new("polling_entry_finished") { Field = "Typed" };
    public static readonly Refusal SheetsMissing = new("polling_sheets_missing");
    public static readonly Refusal NoSuchSheet = new("polling_no_such_sheet") { Field = "Typed" };
    public static readonly Refusal SheetUnreadable = new("polling_sheet_unreadable") { Field = "Typed" };
    public static readonly Refusal NotEnteredTwice = new("polling_not_entered_twice");
    public static readonly Refusal Undecided = new("polling_undecided");
    public static readonly Refusal BatchOver = new("polling_batch_over");
    public static readonly Refusal MorePapersThanMarks = new("polling_more_papers_than_marks");
    public static readonly Refusal PapersMissing = new("polling_papers_missing") { Field = "KnowsOfMissing" };
    public static readonly Refusal BatchesOpen = new("polling_batches_open");
    public static readonly Refusal OnlineGoesOn = new("polling_online_goes_on");
    public static readonly Refusal PaperComplete = new("polling_paper_complete");

    /// <summary>What keeps the box open after the end of the online vote.</summary>
    public static readonly Refusal PaperAwaited = new("polling_paper_awaited");

    /// <summary>No such code was given, or it has expired, or it has been used.</summary>
    public static readonly Refusal CodeUnknown = new("polling_code_unknown") { Field = "Code" };
}
