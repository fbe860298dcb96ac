using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Participation.Database;

namespace Participation.Web.Accounts;

/// <summary>Someone leaves. What they wrote stays, without a name; how they signed in and what we wrote them is erased.</summary>
public sealed class Departure(ParticipationDb db, AccountsDb accountsDb, UserManager<Account> accounts, TimeProvider clock)
{
    public Task<bool> LeaveAsync(Account account) => accountsDb.TogetherWithAsync(db, async () =>
    {
        var person = await db.People.SingleAsync(p => p.Id == account.Id);
        person.Delete(clock.GetUtcNow());
        await db.SaveChangesAsync();
        await db.Letters.Where(l => l.PersonId == account.Id).ExecuteDeleteAsync();

        return (await accounts.DeleteAsync(account)).Succeeded;
    });
}
