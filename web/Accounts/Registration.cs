using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.Database;
using Participation.People;
using Participation.Places;

namespace Participation.Web.Accounts;

/// <summary>Someone joins. Whoever asks learns nothing about who has an account: that is said by letter only.</summary>
public sealed class Registration(
    ParticipationDb db, AccountsDb accountsDb, UserManager<Account> accounts, Passwords passwords, AccountLetters letters, TimeProvider clock)
{
    /// <returns>What is wrong with the password; else success, whether or not the address was free.</returns>
    public async Task<IdentityResult> SignUpAsync(string name, string email, string password, string language, Guid? districtId)
    {
        if (await passwords.WhyNotAsync(new Account { Email = email }, password) is { } refused)
        {
            return refused;
        }

        var account = await accounts.FindByEmailAsync(email);
        if (account is null)
        {
            var person = new Person(name, clock.GetUtcNow(), language);
            person.LiveIn(await DistrictAsync(districtId));
            account = new Account(person, email);
            if (await JoinAsync(person, account, password))
            {
                await letters.AskToConfirmAsync(account);
            }
        }
        else if (account.EmailConfirmed)
        {
            passwords.CompareWithNothing(password);
            await letters.WarnOfSecondSignUpAsync(account);
        }
        else
        {
            await BeginAgainAsync(account, name, password);
            await letters.AskToConfirmAsync(account);
        }

        return IdentityResult.Success;
    }

    /// <summary>Saves both, or neither when someone joined with the same address at the same moment.</summary>
    public async Task<bool> JoinAsync(Person person, Account account, string? password)
    {
        try
        {
            return await accountsDb.TogetherWithAsync(db, async () =>
            {
                db.People.Add(person);
                await db.SaveChangesAsync();
                return await CreateAsync(account, password);
            });
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }

    private async Task<bool> CreateAsync(Account account, string? password)
    {
        account.PasswordChangedAt = password is null ? null : clock.GetUtcNow();
        var created = password is null ? await accounts.CreateAsync(account) : await accounts.CreateAsync(account, password);
        return created.Succeeded;
    }

    /// <summary>
    /// The address was never confirmed: whoever holds it begins anew, and a password that someone else may have left
    /// there opens nothing.
    /// </summary>
    private async Task BeginAgainAsync(Account account, string name, string password)
    {
        var person = await db.People.SingleAsync(p => p.Id == account.Id);
        person.Rename(name);
        await db.SaveChangesAsync();

        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.PasswordChangedAt = clock.GetUtcNow();
        await accounts.UpdateSecurityStampAsync(account);
    }

    private async Task<District?> DistrictAsync(Guid? id) => id is null ? null : await db.Districts.SingleOrDefaultAsync(d => d.Id == id);
}
