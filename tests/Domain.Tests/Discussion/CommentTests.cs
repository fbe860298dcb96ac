using Participation.Discussion;
using Participation.People;
using Participation.Spaces;
using Participation.Texts;
using Xunit;

namespace Participation.Domain.Tests.Discussion;

public class CommentTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly Person _author = new("Ama", Now);
    private readonly Person _other = new("Bo", Now);
    private readonly Person _moderator = new("Mo", Now);
    private readonly Person _council = new("Cléo", Now);
    private readonly Space _space = new("quartier", LocalizedText.Of("Mon quartier"), Now);
    private readonly Debate _debate;
    private readonly Topic _topic;

    public CommentTests()
    {
        _moderator.Appoint(Role.Moderator, null, Now);
        _council.Appoint(Role.Council, null, Now);
        _space.Plan(LocalizedText.Of("On parle"), LocalizedText.Empty, Now, Now.AddDays(1), Acts.Comment, Now);
        _space.Publish(Now);
        _debate = new Debate(_space, _council, LocalizedText.Of("Une place sans voitures ?"), LocalizedText.Empty, Now);
        _topic = new Topic(_debate.Id, TopicKind.Debate, _space.Id);
    }

    [Fact]
    public void A_comment_is_taken_from_the_opening_until_just_before_the_closing()
    {
        Assert.Equal("comment_not_yet_open", Comment.WhyNotPost(_space, _debate, _author, Now.AddTicks(-1))?.Code);
        Assert.Null(Comment.WhyNotPost(_space, _debate, _author, Now));
        Assert.Null(Comment.WhyNotPost(_space, _debate, _author, Now.AddDays(1).AddTicks(-1)));
        Assert.Equal("comment_closed", Comment.WhyNotPost(_space, _debate, _author, Now.AddDays(1))?.Code);
    }

    [Fact]
    public void Something_must_be_said_and_not_too_much()
    {
        Assert.Equal(DiscussionRefusals.NothingSaid, Comment.WhyNotSay(" \n"));
        Assert.Null(Comment.WhyNotSay(new string('x', Comment.BodyMaxLength) + "  "));
        Assert.Equal(DiscussionRefusals.TooLong, Comment.WhyNotSay(new string('x', Comment.BodyMaxLength + 1)));
    }

    [Fact]
    public void Answers_go_two_levels_down_and_no_deeper()
    {
        var first = Post(null);
        var second = Post(first);
        var third = Post(second);
        var fourth = Post(third);

        Assert.Equal([0, 1, 2, 2], new[] { first, second, third, fourth }.Select(c => c.Depth));
        Assert.All([first, second, third, fourth], c => Assert.Equal(first.Id, c.RootId));
        Assert.Equal(third.Id, fourth.ParentId);
    }

    [Fact]
    public void What_was_hidden_or_stands_elsewhere_is_not_answered()
    {
        var first = Post(null);
        var elsewhere = new Topic(Guid.CreateVersion7(), TopicKind.Debate, _space.Id);
        Refused(DiscussionRefusals.ParentGone, () => Comment.Post(_space, _debate, elsewhere, first, _other, "Oui", Now));

        first.Hide(_topic, _moderator, "insult", Now);
        Refused(DiscussionRefusals.ParentGone, () => Post(first));
    }

    [Fact]
    public void A_posted_comment_is_a_fact()
    {
        var first = Post(null);
        var answer = Post(first);

        Assert.Equal(new CommentPosted(answer.Id, _topic.Id, TopicKind.Debate, first.Id, _author.Id), Assert.Single(answer.UnsavedFacts));
        Assert.Equal($"debate:{_topic.Id}", answer.UnsavedFacts.Single().Subject);
    }

    [Fact]
    public void Words_are_mended_by_their_author_until_just_before_a_quarter_of_an_hour()
    {
        var comment = Post(null);

        Assert.Null(comment.WhyNotEdit(_author, Now + Comment.EditTime - TimeSpan.FromTicks(1)));
        Assert.Equal(DiscussionRefusals.TooLateToEdit, comment.WhyNotEdit(_author, Now + Comment.EditTime));
        Assert.Equal(DiscussionRefusals.NotYours, comment.WhyNotEdit(_moderator, Now));
        Refused(DiscussionRefusals.NothingSaid, () => comment.Edit(_author, " ", Now));

        comment.Edit(_author, " Mieux ", Now.AddMinutes(1));
        Assert.Equal(("Mieux", Now.AddMinutes(1)), (comment.Body, comment.EditedAt));

        comment.Hide(_topic, _moderator, "insult", Now);
        Assert.Equal(DiscussionRefusals.ParentGone, comment.WhyNotEdit(_author, Now));
    }

    [Fact]
    public void A_moderator_hides_with_a_reason_and_shows_again_and_each_is_one_fact()
    {
        var comment = Post(null);
        Refused(PersonRefusals.ModeratorsOnly, () => comment.Hide(_topic, _other, "insult", Now));
        Refused(PersonRefusals.ReasonMissing, () => comment.Hide(_topic, _moderator, " ", Now));

        comment.Hide(_topic, _moderator, "insult", Now);
        comment.Hide(_topic, _council, "offtopic", Now);
        Assert.Equal(("offtopic", _moderator.Id), (comment.HiddenReason, comment.HiddenById));
        Refused(PersonRefusals.ModeratorsOnly, () => comment.ShowAgain(_topic, _author, Now));
        comment.ShowAgain(_topic, _council, Now);
        comment.ShowAgain(_topic, _council, Now);

        Assert.False(comment.IsHidden);
        Assert.Equal([nameof(CommentPosted), nameof(CommentHidden), nameof(CommentShownAgain)], comment.UnsavedFacts.Select(f => f.GetType().Name));
    }

    [Fact]
    public void A_debate_is_the_councils_and_ends_with_what_it_takes_from_it()
    {
        Refused(Participation.Proposals.ProposalRefusals.CouncilOnly, () => _ = new Debate(_space, _moderator, LocalizedText.Of("?"), LocalizedText.Empty, Now));
        Refused(DiscussionRefusals.TitleMissing, () => _ = new Debate(_space, _council, LocalizedText.Of(" "), LocalizedText.Empty, Now));
        Refused(DiscussionRefusals.TitleTooLong, () => _debate.Reword(_council, LocalizedText.Of(new string('x', Debate.TitleMaxLength + 1)), LocalizedText.Empty));
        Refused(DiscussionRefusals.ConclusionMissing, () => _debate.Conclude(_council, LocalizedText.Empty, Now));
        Refused(Participation.Proposals.ProposalRefusals.CouncilOnly, () => _debate.Conclude(_moderator, LocalizedText.Of("Oui"), Now));

        _debate.Conclude(_council, LocalizedText.Of("Oui"), Now);
        _debate.Conclude(_council, LocalizedText.Of("Oui, en mai"), Now.AddDays(1));

        Assert.Equal(Now, _debate.ConcludedAt);
        Refused(DiscussionRefusals.NotOpen, () => Post(null));
    }

    private static void Refused(Refusal refusal, Action act) => Assert.Equal(refusal, Assert.Throws<RefusedException>(act).Refusal);

    private Comment Post(Comment? parent) => Comment.Post(_space, _debate, _topic, parent, _author, "Oui", Now);
}
