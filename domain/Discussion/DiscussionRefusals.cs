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
}
