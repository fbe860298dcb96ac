using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class SecurityModel(UserManager<Account> accounts, CurrentPerson me) : AccountPage(accounts, me)
{
    /// <summary>They were led here from a page that asks for more than a password.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Needed { get; set; }

    public int CodesLeft { get; private set; }

    public IReadOnlyList<(string Id, string Name, DateTimeOffset AddedAt)> Passkeys { get; private set; } = [];

    public async Task OnGetAsync()
    {
        CodesLeft = await Accounts.CountRecoveryCodesAsync(Account);
        Passkeys = [.. (await Accounts.GetPasskeysAsync(Account)).OrderBy(p => p.CreatedAt).Select(p => (Base64Url.EncodeToString(p.CredentialId), p.Name ?? "", p.CreatedAt))];
    }
}
