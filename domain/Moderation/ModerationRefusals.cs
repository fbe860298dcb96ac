namespace Participation.Moderation;

public static class ModerationRefusals
{
    public static readonly Refusal AlreadyReported = new("already_reported");
    public static readonly Refusal OwnWords = new("report_own_words");
    public static readonly Refusal NoSuchReason = new("report_reason_missing") { Field = "Reason" };
    public static readonly Refusal WordsMissing = new("report_words_missing") { Field = "Words" };
    public static readonly Refusal WordsTooMany = new("report_words_too_many") { Field = "Words", Count = Report.WordsMaxLength };
}
