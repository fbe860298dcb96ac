using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;

namespace Participation.Web.Accounts;

/// <summary>How someone signed in, as the cookie remembers it (RFC 8176).</summary>
public static class SecondFactor
{
    public const string ClaimType = "amr";

    public static readonly Claim PasswordOnly = new(ClaimType, "pwd");

    /// <summary>A code of the authenticator app, or a recovery code, after the password.</summary>
    public static readonly Claim Code = new(ClaimType, "mfa");

    /// <summary>A passkey: the device, and whatever unlocks it.</summary>
    public static readonly Claim Passkey = new(ClaimType, "hwk");

    public static bool IsProven(ClaimsPrincipal person) =>
        person.HasClaim(ClaimType, Code.Value) || person.HasClaim(ClaimType, Passkey.Value);
}

/// <summary>Those who act for the town prove who they are by more than a password.</summary>
internal sealed class SecondFactorRequirement : IAuthorizationRequirement;

internal sealed class SecondFactorHandler(IOptions<AccountsOptions> accounts) : AuthorizationHandler<SecondFactorRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, SecondFactorRequirement requirement)
    {
        if (!accounts.Value.SecondFactorForStaff || SecondFactor.IsProven(context.User))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Who lacks only the second factor is led to where it is set up.</summary>
internal sealed class LeadToSecondFactor : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var lacking = authorizeResult.AuthorizationFailure?.FailedRequirements.ToList();
        if (authorizeResult.Forbidden && lacking is [SecondFactorRequirement])
        {
            context.Response.Redirect("/account/security?needed=true");
            return Task.CompletedTask;
        }

        return _usual.HandleAsync(next, context, policy, authorizeResult);
    }
}
