namespace Participation.Discussion;

public static class DiscussionRefusals
{
    public static readonly Refusal NotOpen = new("discussion_not_open");
    public static readonly Refusal NothingSaid = new("comment_empty") { Field = "Body" };
    public static readonly Refusal TooLong = new("comment_too_long") { Field = "Body", Count = Comment.BodyMaxLength };
    public static readonly Refusal ParentGone = new("comment_gone");
    public static readonly Refusal NotYours = new("comment_not_yours");
    public static readonly Refusal TooLateToEdit = new("comment_too_late_to_edit");
    public static readonly Refusal TitleMissing = new("debate_title_missing") { Field = "Title" };
    public static readonly Refusal TitleTooLong = new("title_too_long") { Field = "Title", Count = Debate.TitleMaxLength };
    public static readonly Refusal BodyTooLong = new("body_too_long") { Field = "Body", Count = Debate.BodyMaxLength };
    public static readonly Refusal ConclusionTooLong = new("body_too_long") { Field = "Conclusion", Count = Debate.BodyMaxLength };
    public static readonly Refusal ConclusionMissing = new("debate_conclusion_missing") { Field = "Conclusion" };
}
