namespace Participation.Commissions;

public static class CommissionRefusals
{
    public static readonly Refusal MembersOnly = new("commission_members_only");
    public static readonly Refusal HasASeat = new("commission_has_a_seat");
    public static readonly Refusal Full = new("commission_full");
    public static readonly Refusal KeysUnreadable = new("commission_keys_unreadable");

    /// <summary>Seats were given, and fewer than two of those who have one have made their keys.</summary>
    public static readonly Refusal KeysMissing = new("commission_keys_missing");

    /// <summary>The vote has no commission, so that nobody can find a person's ballot.</summary>
    public static readonly Refusal NoCommission = new("commission_none");

    /// <summary>Ballots come with blind permits: nobody at all can find a person's.</summary>
    public static readonly Refusal NoEnvelopes = new("commission_no_envelopes");

    public static readonly Refusal NothingToReview = new("commission_nothing_to_review");
    public static readonly Refusal NotReviewed = new("commission_not_reviewed");

    /// <summary>The review is still the commission's alone.</summary>
    public static readonly Refusal ReviewGoesOn = new("commission_review_goes_on");

    public static readonly Refusal EndReasonMissing = new("commission_end_reason_missing") { Field = "Reason" };
    public static readonly Refusal OrdersOpen = new("commission_orders_open");

    /// <summary>A lost receipt matters while people vote; exclusions come after the close.</summary>
    public static readonly Refusal NotNow = new("void_order_not_now") { Field = "Reason" };

    public static readonly Refusal ReasonMissing = new("void_order_reason_missing") { Field = "Reason" };
    public static readonly Refusal NobodyChosen = new("void_order_nobody_chosen") { Field = "People" };
    public static readonly Refusal NotVoted = new("void_order_not_voted");
    public static readonly Refusal OrderedAlready = new("void_order_already");

    /// <summary>No ballot of this batch is in the box.</summary>
    public static readonly Refusal BatchEmpty = new("void_order_batch_empty");

    public static readonly Refusal OrderGone = new("void_order_gone");

    /// <summary>What was shown to open an envelope does not, or what it holds is not what was asked for.</summary>
    public static readonly Refusal EnvelopeShut = new("void_order_envelope_shut");

    public static readonly Refusal SignatureWrong = new("void_order_signature_wrong");
    public static readonly Refusal SignedAlready = new("void_order_signed_already");

    /// <summary>The voter replaced the ballot while the order was on its way, or it is void already.</summary>
    public static readonly Refusal BallotGone = new("void_order_ballot_gone");
}
