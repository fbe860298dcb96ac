namespace Participation.Board;

public static class BoardRefusals
{
    /// <summary>The file with the key that signs heads is gone.</summary>
    public static readonly Refusal KeyMissing = new("board_key_missing");

    /// <summary>There is a key, and it is not the one that the manifest names.</summary>
    public static readonly Refusal KeyWrong = new("board_key_wrong");

    /// <summary>The log is shorter than it was, or another one.</summary>
    public static readonly Refusal LogBroken = new("board_log_broken");

    /// <summary>No ballot of this vote has such a change code, or it was replaced already.</summary>
    public static readonly Refusal ReceiptSpent = new("board_receipt_spent") { Field = "Secret" };

    /// <summary>What was given as a receipt is none.</summary>
    public static readonly Refusal ReceiptUnreadable = new("board_receipt_unreadable") { Field = "Secret" };

    /// <summary>This person's ballot came on paper, and is not replaced.</summary>
    public static readonly Refusal VotedOnPaper = new("board_voted_on_paper");

    /// <summary>There is no ballot to replace: this person has not voted online.</summary>
    public static readonly Refusal NotVotedYet = new("board_not_voted_yet");
}
