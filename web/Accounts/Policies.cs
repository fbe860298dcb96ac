using Participation.People;

namespace Participation.Web.Accounts;

/// <summary>Who may open a page at all. What they may do to the thing on it, the thing itself says.</summary>
public static class Policies
{
    /// <summary>Moderators and the council.</summary>
    public const string Moderator = nameof(Moderator);

    public const string Council = nameof(Council);

    internal static IServiceCollection AddPolicies(this IServiceCollection services) => services.AddAuthorization(options =>
    {
        options.AddPolicy(Moderator, policy => policy
            .RequireAuthenticatedUser().RequireRole(nameof(Role.Moderator), nameof(Role.Council)).AddRequirements(new SecondFactorRequirement()));
        options.AddPolicy(Council, policy => policy
            .RequireAuthenticatedUser().RequireRole(nameof(Role.Council)).AddRequirements(new SecondFactorRequirement()));
    });
}
