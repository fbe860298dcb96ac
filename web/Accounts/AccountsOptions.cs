namespace Participation.Web.Accounts;

/// <summary>Section <c>Accounts</c> of the configuration.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>
    /// Whether moderators and the council must prove who they are by more than a password. Off in the demo, whose
    /// passwords are on show.
    /// </summary>
    public bool SecondFactorForStaff { get; set; } = true;
}
