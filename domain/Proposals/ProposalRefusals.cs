namespace Participation.Proposals;

public static class ProposalRefusals
{
    public static readonly Refusal AlreadySupported = new("already_supported");
    public static readonly Refusal NotSupported = new("not_supported");
    public static readonly Refusal OwnProposal = new("own_proposal");
    public static readonly Refusal NotInDiscussion = new("proposal_not_in_discussion");
    public static readonly Refusal NotYours = new("proposal_not_yours");
    public static readonly Refusal AlreadyPublished = new("proposal_already_published");
    public static readonly Refusal OthersSupportIt = new("proposal_others_support_it");
    public static readonly Refusal TooManyDrafts = new("too_many_drafts") { Count = Proposal.MostDrafts };
    public static readonly Refusal PlaceOutsideTheTown = new("place_outside_the_town") { Field = "Place" };
    public static readonly Refusal CouncilOnly = new("council_only");
    public static readonly Refusal NoSuchAnswer = new("answer_no_such_state") { Field = "State" };
    public static readonly Refusal AnswerMissing = new("answer_missing") { Field = "Answer" };
    public static readonly Refusal AnswerTooLong = new("answer_too_long") { Field = "Answer", Count = Proposal.BodyMaxLength };
    public static readonly Refusal ReasonTooLong = new("reason_too_long") { Field = "Reason", Count = Proposal.ReasonMaxLength };
    public static readonly Refusal TitleTooShort = new("title_too_short") { Field = "Title", Count = ProposalText.TitleMinLength };
    public static readonly Refusal TitleTooLong = new("title_too_long") { Field = "Title", Count = Proposal.TitleMaxLength };
    public static readonly Refusal BodyTooShort = new("body_too_short") { Field = "Body", Count = ProposalText.BodyMinLength };
    public static readonly Refusal BodyTooLong = new("body_too_long") { Field = "Body", Count = Proposal.BodyMaxLength };
    public static readonly Refusal AddressTooLong = new("address_too_long") { Field = "Address", Count = Proposal.AddressMaxLength };
    public static readonly Refusal PlaceOffTheEarth = new("place_off_the_earth") { Field = "Place" };
}
