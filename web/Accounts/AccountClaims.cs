using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Participation.Database;

namespace Participation.Web.Accounts;

/// <summary>What the cookie says of a person: enough that a page's frame needs no query, and no e-mail address.</summary>
internal sealed class AccountClaims(ParticipationDb db, IOptions<IdentityOptions> identity) : IUserClaimsPrincipalFactory<Account>
{
    public async Task<ClaimsPrincipal> CreateAsync(Account user)
    {
        var person = await db.People.Where(p => p.Id == user.Id).Select(p => new { p.Name, p.Role }).SingleAsync();
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
                new Claim(ClaimTypes.Name, person.Name),
                new Claim(ClaimTypes.Role, person.Role.ToString()),
                new Claim(identity.Value.ClaimsIdentity.SecurityStampClaimType, user.SecurityStamp ?? ""),
            ],
            IdentityConstants.ApplicationScheme));
    }
}
