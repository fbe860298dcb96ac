using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Participation.Web.Accounts;

/// <summary>What the door says to someone who knocks.</summary>
public enum Answer
{
    /// <summary>Wrong password, unknown address, too many tries: the one sentence for all.</summary>
    No,

    Welcome,

    /// <summary>The password is right; now the second factor.</summary>
    CodeNeeded,

    /// <summary>The password is right, but the address was never confirmed.</summary>
    NotConfirmed,
}

/// <summary>Signs people in and out.</summary>
public sealed class Door(
    UserManager<Account> accounts,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<Account> claims,
    IOptions<IdentityOptions> identity,
    ILogger<Door> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Account> confirmation,
    Passwords passwords) : SignInManager<Account>(accounts, http, claims, identity, log, schemes, confirmation)
{
    /// <summary>Takes as long for an address without account as for a wrong password.</summary>
    public async Task<(Answer Answer, Account? Account)> KnockAsync(string email, string password, bool stay)
    {
        var account = await UserManager.FindByEmailAsync(email);
        if (account?.PasswordHash is null || await UserManager.IsLockedOutAsync(account))
        {
            passwords.CompareWithNothing(password);
            return (Answer.No, null);
        }

        if (!(await CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded)
        {
            return (Answer.No, null);
        }

        if (!account.EmailConfirmed)
        {
            return (Answer.NotConfirmed, account);
        }

        var result = await SignInOrTwoFactorAsync(account, stay);
        return (result.RequiresTwoFactor ? Answer.CodeNeeded : Answer.Welcome, account);
    }

    /// <param name="credential">What the browser's <c>navigator.credentials.get</c> gave, as JSON.</param>
    /// <param name="stay">Whether to stay signed in when the browser is closed.</param>
    public async Task<Answer> ShowPasskeyAsync(string credential, bool stay)
    {
        var shown = await TryAssertAsync(credential);
        if (shown is not { Succeeded: true } || !shown.User.EmailConfirmed || await PreSignInCheck(shown.User) is not null)
        {
            return Answer.No;
        }

        await UserManager.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey);
        await SignInWithClaimsAsync(shown.User, stay, [SecondFactor.Passkey]);
        return Answer.Welcome;
    }

    /// <summary>Adds the passkey that the browser made for the challenge it was given.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="credential">What the browser's <c>navigator.credentials.create</c> gave, as JSON.</param>
    /// <param name="name">To know it by.</param>
    public async Task<bool> AddPasskeyAsync(Account account, string credential, string name)
    {
        var made = await TryAttestAsync(credential);
        if (made is not { Succeeded: true } || made.UserEntity.Id != account.Id.ToString())
        {
            return false;
        }

        made.Passkey.Name = name;
        if (!(await UserManager.AddOrUpdatePasskeyAsync(account, made.Passkey)).Succeeded)
        {
            return false;
        }

        await StayAsync(account, SecondFactor.Passkey);
        return true;
    }

    /// <summary>Gives this browser a new cookie after a change that ends the old ones.</summary>
    /// <param name="account">Whose account was changed.</param>
    /// <param name="proof">How they have just proven who they are; null to keep what the cookie says.</param>
    public async Task StayAsync(Account account, Claim? proof = null)
    {
        if (await Context.AuthenticateAsync(AuthenticationScheme) is { Succeeded: true } session)
        {
            var kept = session.Principal.FindAll(SecondFactor.ClaimType).Select(c => new Claim(c.Type, c.Value));
            await SignInWithClaimsAsync(account, session.Properties, proof is null ? kept : [proof]);
        }
    }

    private async Task<PasskeyAssertionResult<Account>?> TryAssertAsync(string credential)
    {
        try
        {
            return await PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // No challenge was given to this browser, or too long ago.
            return null;
        }
    }

    private async Task<PasskeyAttestationResult?> TryAttestAsync(string credential)
    {
        try
        {
            return await PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
