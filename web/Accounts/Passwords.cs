using Microsoft.AspNetCore.Identity;

namespace Participation.Web.Accounts;

/// <summary>What is asked of a password, and how the answer takes as long when there is none to compare.</summary>
public sealed class Passwords(UserManager<Account> accounts)
{
    /// <summary>Length is what makes a password hard to guess; signs and figures only make it hard to keep in mind.</summary>
    public const int MinLength = 12;

    public const int MaxLength = 200;

    private static readonly string OfNobody = new PasswordHasher<Account>().HashPassword(new Account(), Guid.NewGuid().ToString());

    /// <returns>What is wrong with it; null when it will do.</returns>
    public async Task<IdentityResult?> WhyNotAsync(Account account, string password)
    {
        foreach (var validator in accounts.PasswordValidators)
        {
            if (await validator.ValidateAsync(accounts, account, password) is { Succeeded: false } refused)
            {
                return refused;
            }
        }

        return null;
    }

    /// <summary>Spends the time that comparing a password takes, so that no clock tells whether an account exists.</summary>
    public void CompareWithNothing(string password) => accounts.PasswordHasher.VerifyHashedPassword(new Account(), OfNobody, password);
}

/// <summary>No password is the reader's own address or name.</summary>
internal sealed class NotTheAddress : IPasswordValidator<Account>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
        string.Equals(password, user.Email, StringComparison.OrdinalIgnoreCase)
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordIsAddress" })
            : IdentityResult.Success);
}
