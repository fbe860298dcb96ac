using Participation.People;
using Participation.Places;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Texts;
using Xunit;

namespace Participation.Domain.Tests.Proposals;

public class ProposalTests
{
    private static readonly DateTimeOffset Opening = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Closing = Opening.AddDays(30);

    private readonly Space _space = new("quartier", LocalizedText.Of("Mon quartier"), Opening);
    private readonly Person _author = Someone("Ama");
    private readonly Person _neighbour = Someone("Bo");
    private readonly Person _moderator = Someone("Mo", Role.Moderator);
    private readonly Person _council = Someone("Cléo", Role.Council);

    public ProposalTests()
    {
        _space.Plan(LocalizedText.Of("Tout"), LocalizedText.Empty, Opening, Closing, Acts.Propose | Acts.Support | Acts.Comment, Opening);
        _space.Publish(Opening);
    }

    [Fact]
    public void Support_is_taken_from_the_opening_until_just_before_the_closing()
    {
        var proposal = Published();

        Assert.Equal("support_not_yet_open", proposal.WhyNotSupport(_space, _neighbour, Opening.AddTicks(-1))?.Code);
        Assert.Null(proposal.WhyNotSupport(_space, _neighbour, Opening));
        Assert.Null(proposal.WhyNotSupport(_space, _neighbour, Closing.AddTicks(-1)));
        Assert.Equal("support_closed", proposal.WhyNotSupport(_space, _neighbour, Closing)?.Code);
    }

    [Fact]
    public void Nobody_supports_their_own_proposal() =>
        Assert.Equal(ProposalRefusals.OwnProposal, Refused(() => Published().Support(_space, _author, Opening)));

    [Fact]
    public void Nobody_supports_twice()
    {
        var proposal = Published();
        proposal.Support(_space, _neighbour, Opening);

        Assert.Equal(ProposalRefusals.AlreadySupported, Refused(() => proposal.Support(_space, _neighbour, Opening)));
    }

    [Fact]
    public void Support_can_be_withdrawn_and_given_again()
    {
        var proposal = Published();
        proposal.Support(_space, _neighbour, Opening);
        proposal.WithdrawSupport(_space, _neighbour, Opening);

        Assert.False(proposal.HasSupportOf(_neighbour));
        Assert.Null(proposal.WhyNotSupport(_space, _neighbour, Opening));
        Assert.Equal(ProposalRefusals.NotSupported, proposal.WhyNotWithdrawSupport(_space, _neighbour, Opening));
    }

    [Fact]
    public void A_draft_is_its_authors_alone()
    {
        var draft = Draft();

        Assert.True(draft.CanBeReadBy(_author));
        Assert.All([null, _neighbour, _moderator, _council], reader => Assert.False(draft.CanBeReadBy(reader)));
    }

    [Fact]
    public void A_draft_may_be_as_short_as_one_likes_and_is_not_published_so()
    {
        var draft = new Proposal(_space, _author, Opening);
        draft.Edit(_space, _author, new ProposalText("Banc", "", null, null, null, null), Opening);

        Assert.Equal(ProposalRefusals.TitleTooShort, Refused(() => draft.Publish(_space, _author, Opening)));
        Assert.Equal(ProposalState.Draft, draft.State);
    }

    [Fact]
    public void All_that_is_wrong_with_a_text_is_said_at_once() => Assert.Equal(
        [ProposalRefusals.TitleTooShort, ProposalRefusals.BodyTooShort, ProposalRefusals.AddressTooLong, ProposalRefusals.PlaceOffTheEarth],
        new ProposalText("", "", null, null, new Place(200, 0), new string('a', Proposal.AddressMaxLength + 1)).ToMend());

    [Fact]
    public void The_twenty_first_draft_in_a_space_is_refused()
    {
        Assert.Null(Proposal.WhyNotBegin(_space, _author, Proposal.MostDrafts - 1, Opening));
        Assert.Equal(ProposalRefusals.TooManyDrafts, Proposal.WhyNotBegin(_space, _author, Proposal.MostDrafts, Opening));
        Assert.Equal("propose_closed", Proposal.WhyNotBegin(_space, _author, 0, Closing)?.Code);
    }

    [Fact]
    public void A_text_written_elsewhere_since_is_not_replaced_unknowingly()
    {
        var (form, other) = (Guid.NewGuid(), Guid.NewGuid());
        var draft = new Proposal(_space, _author, Opening);
        draft.Edit(_space, _author, new ProposalText("Un banc", "", null, null, null, null), Opening, form);

        Assert.Null(draft.WhyNotReplace(draft.Version, other));
        Assert.Null(draft.WhyNotReplace(draft.Version + 3, form));
        Assert.Equal(PersonRefusals.ChangedMeanwhile, draft.WhyNotReplace(draft.Version + 3, other));
    }

    [Fact]
    public void The_excerpt_is_plain_and_short()
    {
        var proposal = new Proposal(_space, _author, Opening);
        proposal.Edit(_space, _author, new ProposalText("Un banc", "# Idée\n\n**Des bancs** à l’[ombre](https://example.org) " + new string('x', 30) + string.Concat(Enumerable.Repeat(" mot", 90)), null, null, null, null), Opening);

        Assert.StartsWith("Idée Des bancs à l’ombre", proposal.Excerpt, StringComparison.Ordinal);
        Assert.InRange(proposal.Excerpt.Length, 100, Proposal.ExcerptLength);
    }

    [Fact]
    public void Only_a_draft_is_thrown_away_and_only_by_its_author()
    {
        Assert.Null(Draft().WhyNotDiscard(_author));
        Assert.Equal(ProposalRefusals.NotYours, Draft().WhyNotDiscard(_council));
        Assert.Equal(ProposalRefusals.AlreadyPublished, Published().WhyNotDiscard(_author));
    }

    [Fact]
    public void Only_the_council_answers_and_never_without_a_reason()
    {
        var proposal = Published();

        Assert.Equal(ProposalRefusals.CouncilOnly, Refused(() => proposal.AnswerAs(_moderator, ProposalState.Accepted, "Oui.", Opening)));
        Assert.Equal(ProposalRefusals.AnswerMissing, Refused(() => proposal.AnswerAs(_council, ProposalState.Accepted, " ", Opening)));
        Assert.Equal(ProposalRefusals.NoSuchAnswer, Refused(() => proposal.AnswerAs(_council, ProposalState.Withdrawn, "Oui.", Opening)));

        proposal.AnswerAs(_council, ProposalState.Accepted, "Oui.", Opening);
        Assert.Equal((ProposalState.Accepted, _council.Id), (proposal.State, proposal.AnsweredById));
        Assert.Equal(ProposalRefusals.NotInDiscussion, proposal.WhyNotSupport(_space, _neighbour, Opening));
    }

    [Fact]
    public void What_is_hidden_is_read_by_its_author_and_the_moderators_until_it_is_shown_again()
    {
        var proposal = Published();
        proposal.Hide(_moderator, "Publicité.", Opening);

        Assert.All([_author, _moderator, _council], reader => Assert.True(proposal.CanBeReadBy(reader)));
        Assert.All([null, _neighbour], reader => Assert.False(proposal.CanBeReadBy(reader)));

        proposal.ShowAgain(_moderator, Opening);
        Assert.True(proposal.CanBeReadBy(null));
    }

    [Fact]
    public void Nothing_is_hidden_without_a_reason_or_by_anyone_else()
    {
        Assert.Equal(PersonRefusals.ReasonMissing, Refused(() => Published().Hide(_moderator, " ", Opening)));
        Assert.Equal(ProposalRefusals.ReasonTooLong, Refused(() => Published().Hide(_moderator, new string('a', Proposal.ReasonMaxLength + 1), Opening)));
        Assert.Equal(PersonRefusals.ModeratorsOnly, Refused(() => Published().Hide(_author, "Publicité.", Opening)));
    }

    private static Person Someone(string name, Role role = Role.Resident)
    {
        var person = new Person(name, Opening);
        person.Verify(Opening);
        person.Appoint(role, null, Opening);
        return person;
    }

    private static Refusal? Refused(Action act) => Assert.Throws<RefusedException>(act).Refusal;

    private Proposal Draft()
    {
        var draft = new Proposal(_space, _author, Opening);
        draft.Edit(_space, _author, new ProposalText("Un banc au bord de l’eau", "Pour s’asseoir et regarder passer les canards.", null, null, null, null), Opening);
        return draft;
    }

    private Proposal Published()
    {
        var proposal = Draft();
        proposal.Publish(_space, _author, Opening);
        return proposal;
    }
}
