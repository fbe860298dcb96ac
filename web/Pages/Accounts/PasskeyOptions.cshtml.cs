using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

/// <summary>What a browser needs to make a passkey for this account.</summary>
public class PasskeyOptionsModel(UserManager<Account> accounts, CurrentPerson me, Door door) : AccountPage(accounts, me)
{
    public async Task<IActionResult> OnPostAsync()
    {
        var owner = new PasskeyUserEntity { Id = Account.Id.ToString(), Name = Account.Email!, DisplayName = Person.Name };
        return Content(await door.MakePasskeyCreationOptionsAsync(owner), "application/json");
    }
}
