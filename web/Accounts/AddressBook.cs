using Microsoft.EntityFrameworkCore;
using Participation.Jobs.Mail;

namespace Participation.Web.Accounts;

/// <inheritdoc cref="IAddressBook"/>
internal sealed class AddressBook(AccountsDb accounts) : IAddressBook
{
    public Task<string?> AddressOfAsync(Guid personId, CancellationToken stop) =>
        accounts.Users.Where(a => a.Id == personId && a.EmailConfirmed).Select(a => a.Email).SingleOrDefaultAsync(stop);
}
