using Microsoft.AspNetCore.Identity;
using Participation.People;

namespace Participation.Web.Accounts;

/// <summary>How a person signs in. Has the id of its <see cref="Person"/>; what others can see is there.</summary>
public class Account : IdentityUser<Guid>
{
    public Account()
    {
    }

    public Account(Person person, string email)
    {
        Id = person.Id;
        UserName = email;
        Email = email;
    }

    /// <summary>Null for those who were invited and have not chosen one yet.</summary>
    public DateTimeOffset? PasswordChangedAt { get; set; }
}
