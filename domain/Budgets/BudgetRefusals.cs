namespace Participation.Budgets;

public static class BudgetRefusals
{
    public static readonly Refusal AmountMissing = new("budget_amount_missing") { Field = "Amount" };
    public static readonly Refusal TitleMissing = new("project_title_missing") { Field = "Title" };
    public static readonly Refusal CostMissing = new("project_cost_missing") { Field = "Cost" };
    public static readonly Refusal NothingChosen = new("ballot_empty") { Field = "Projects" };
    public static readonly Refusal NoSuchProject = new("ballot_no_such_project") { Field = "Projects" };
    public static readonly Refusal FormMissing = new("ballot_form_missing") { Field = "Form" };
    public static readonly Refusal RuleMissing = new("counting_rule_missing") { Field = "Method" };
    public static readonly Refusal IncrementTooSmall = new("counting_increment_too_small") { Field = "Increment" };
    public static readonly Refusal LimitTooSmall = new("ballot_limit_too_small") { Field = "Form" };
    public static readonly Refusal LeastAboveMost = new("ballot_least_above_most") { Field = "Form" };
    public static readonly Refusal ShareOutOfRange = new("ballot_share_out_of_range") { Field = "Form" };
    public static readonly Refusal AlreadyVoted = new("already_voted");
    public static readonly Refusal OtherDistrict = new("vote_of_another_district");
    public static readonly Refusal VotedInAnother = new("voted_in_another_budget");
    public static readonly Refusal DrawnElsewhere = new("vote_drawn_elsewhere");
    public static readonly Refusal NothingToDrawAmong = new("vote_nothing_to_draw_among") { Field = "Others" };
    public static readonly Refusal GroupLimitsNothing = new("vote_group_limits_nothing") { Field = "Projects" };
    public static readonly Refusal ReservesOverlap = new("vote_reserves_overlap") { Field = "Amounts" };
    public static readonly Refusal ReservedAboveTheAmount = new("vote_reserved_above_the_amount") { Field = "Amounts" };
    public static readonly Refusal SeedMissing = new("vote_seed_missing") { Field = "Seed" };
    public static readonly Refusal LotIsDrawn = new("vote_lot_is_drawn");
    public static readonly Refusal NothingToCancel = new("vote_nothing_to_cancel");
    public static readonly Refusal TooLateToCancel = new("vote_too_late_to_cancel");
    public static readonly Refusal CancelReasonMissing = new("vote_cancel_reason_missing") { Field = "Reason" };
    public static readonly Refusal NotCancelled = new("vote_not_cancelled");

    /// <summary>What the database says: another copy was made meanwhile.</summary>
    public static readonly Refusal HeldAgainAlready = new("vote_held_again_already");

    /// <summary>What the database says: whoever counts or casts came after the council had called the vote off.</summary>
    public static readonly Refusal CancelledMeanwhile = new("vote_cancelled_meanwhile");

    public static readonly Refusal TooYoung = new("too_young_to_vote") { Field = "IsOldEnough" };
    public static readonly Refusal NoSuchAge = new("no_such_age") { Field = "MinimumAge" };
    /// <summary>Ballots of this vote come with a permit, which only a browser with JavaScript can ask for.</summary>
    public static readonly Refusal PermitNeeded = new("vote_permit_needed");

    public static readonly Refusal NoPermits = new("vote_without_permits");
    public static readonly Refusal PermitGiven = new("vote_permit_given");
    public static readonly Refusal PermitSpent = new("vote_permit_spent");

    /// <summary>What should be signed is nothing that can be, or a permit was not signed by this town for this vote.</summary>
    public static readonly Refusal PermitUnreadable = new("vote_permit_unreadable");

    public static readonly Refusal VotingHasBegun = new("voting_has_begun");
    public static readonly Refusal RulesPublished = new("vote_rules_published");
    public static readonly Refusal NoProjects = new("vote_without_projects");
    public static readonly Refusal NoVotePlanned = new("vote_not_planned");
    public static readonly Refusal NotSigned = new("result_not_signed");
    public static readonly Refusal NothingToSign = new("nothing_to_sign");
    public static readonly Refusal VotingNotOver = new("voting_not_over");

    /// <summary>What the database says: another server has counted and published meanwhile.</summary>
    public static readonly Refusal AlreadyCounted = new("already_counted");

    public static readonly Refusal AlreadyReadIn = new("file_already_read_in");
    public static readonly Refusal FinerThanMinorUnits = new("amount_finer_than_minor_units");
    public static readonly Refusal MoreThanCanBeHeld = new("amount_more_than_can_be_held");
    public static readonly Refusal SealBroken = new("ballot_box_stays_sealed");

    /// <summary>What the database says: a ballot above the amount, when by how much is not known.</summary>
    public static readonly Refusal OverTheAmount = new("ballot_over_the_amount") { Field = "Projects" };

    /// <summary>What the database says: a ballot beyond one of its form's limits.</summary>
    public static readonly Refusal NotOfItsForm = new("ballot_not_of_its_form") { Field = "Projects" };

    /// <summary>What the database says: the box was sealed while the ballot was on its way.</summary>
    public static readonly Refusal BoxSealed = new("ballot_box_sealed");

    /// <param name="at">When the council called it off.</param>
    public static Refusal Cancelled(DateTimeOffset at) => new("vote_cancelled") { At = at };

    /// <param name="by">What is too much.</param>
    public static Refusal AboveTheAmount(Money by) => new("ballot_above_the_amount") { Field = "Projects", Amount = by };
}
