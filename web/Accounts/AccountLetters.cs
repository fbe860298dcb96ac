using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Jobs.Mail;
using Participation.Mail;
using Participation.Texts;

namespace Participation.Web.Accounts;

/// <summary>The letters about an account itself. They always come; they carry keys, so their text is forgotten once sent.</summary>
public sealed class AccountLetters(ParticipationDb db, UserManager<Account> accounts, ILetterhead head, TimeProvider clock)
{
    /// <summary>Anyone may ask for these about any address, so their owner gets one, not hundreds.</summary>
    private static readonly TimeSpan BetweenTwo = TimeSpan.FromMinutes(5);

    public async Task AskToConfirmAsync(Account account) =>
        await WriteAsync(account, account.Email!, "confirm", Link("/sign-up/confirm", account, await accounts.GenerateEmailConfirmationTokenAsync(account)));

    /// <summary>Someone signed up with an address that has an account already.</summary>
    public Task WarnOfSecondSignUpAsync(Account account) =>
        WriteSeldomAsync(account, "taken", () => Task.FromResult(head.LinkTo("/forgotten-password")));

    public Task OfferNewPasswordAsync(Account account) => WriteSeldomAsync(account, "reset", () => LinkToChoosePasswordAsync(account));

    public async Task AskToConfirmNewAddressAsync(Account account, string address) => await WriteAsync(
        account, address, "new_address",
        Link("/account/email/confirm", account, await accounts.GenerateChangeEmailTokenAsync(account, address), ("email", address)));

    /// <summary>Tells the owner what was changed, so that a thief is noticed.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="address">Where its owner reads; the old one when the address itself was changed.</param>
    /// <param name="what">Under <c>accounts.letters</c>.</param>
    public Task TellOfChangeAsync(Account account, string address, string what) => WriteAsync(account, address, what, head.LinkTo("/forgotten-password"));

    /// <summary>A whole address where the account's owner chooses a password; good for a day, and once.</summary>
    public async Task<string> LinkToChoosePasswordAsync(Account account) =>
        Link("/reset-password", account, await accounts.GeneratePasswordResetTokenAsync(account));

    public static string Unpack(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private string Link(string path, Account account, string token, params (string Name, string Value)[] more) =>
        head.LinkTo(QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
        {
            ["id"] = account.Id.ToString(),
            ["token"] = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token)),
        }.Concat(more.Select(m => KeyValuePair.Create(m.Name, (string?)m.Value)))));

    private async Task WriteSeldomAsync(Account account, string what, Func<Task<string>> link)
    {
        var since = clock.GetUtcNow() - BetweenTwo;
        var kind = Key(account, what, "");
        if (!await db.Letters.AnyAsync(l => l.PersonId == account.Id && l.Key.StartsWith(kind) && l.WrittenAt > since))
        {
            await WriteAsync(account, account.Email!, what, await link());
        }
    }

    private async Task WriteAsync(Account account, string address, string what, string link)
    {
        var reader = await db.People.Where(p => p.Id == account.Id).Select(p => new { p.Name, p.Language }).SingleAsync();
        var language = Language.Of(reader.Language);
        var town = head.Town(language.Code);
        var text = new LetterText(language, town, $"accounts.letters.{what}", reader.Name, link, "account", null, ("town", town));
        db.Letters.Add(new Letter(address, account.Id, Key(account, what, Guid.CreateVersion7().ToString("N")), text.Subject, text.Body, clock.GetUtcNow()) { IsPrivate = true });
        await db.SaveChangesAsync();
    }

    private static string Key(Account account, string what, string which) => $"account:{what}:{account.Id:N}:{which}";
}
