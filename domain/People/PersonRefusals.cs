namespace Participation.People;

public static class PersonRefusals
{
    public static readonly Refusal SignedOut = new("signed_out");
    public static readonly Refusal NotVerified = new("not_verified");
    public static readonly Refusal Deleted = new("person_deleted");
    public static readonly Refusal ModeratorsOnly = new("moderators_only");
    public static readonly Refusal CouncilOnly = new("council_only");
    public static readonly Refusal Suspended = new("person_suspended");

    /// <summary>A moderator or member of the council is not suspended before the role is taken.</summary>
    public static readonly Refusal HoldsAnOffice = new("person_holds_an_office");

    public static readonly Refusal OwnRole = new("own_role");
    public static readonly Refusal LastOfCouncil = new("last_of_council");
    public static readonly Refusal ReasonMissing = new("reason_missing") { Field = "Reason" };

    /// <summary>Someone else saved the same thing in between; see <see cref="Journal.Recorded.Version"/>.</summary>
    public static readonly Refusal ChangedMeanwhile = new("changed_meanwhile");
}
