using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.People;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

/// <summary>A page about one's own account: it is loaded before the page runs, and whoever has none is asked to sign in.</summary>
[Authorize]
public abstract class AccountPage(UserManager<Account> accounts, CurrentPerson me) : PageModel
{
    public Person Person { get; private set; } = null!;

    public Account Account { get; private set; } = null!;

    protected UserManager<Account> Accounts => accounts;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await me.FindAsync() is { } person && await accounts.FindByIdAsync(person.Id.ToString()) is { } account)
        {
            (Person, Account) = (person, account);
            await next();
        }
        else
        {
            context.Result = new ChallengeResult();
        }
    }

    /// <summary>Whether this is the owner's password. A few wrong ones lock the account, as at the door.</summary>
    protected async Task<bool> IsPasswordAsync(Door door, string? password) =>
        (await door.CheckPasswordSignInAsync(Account, password ?? "", lockoutOnFailure: true)).Succeeded;
}
