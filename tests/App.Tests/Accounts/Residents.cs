using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Mail;
using Participation.People;
using Participation.Web.Accounts;
using Xunit;

namespace Participation.App.Tests.Accounts;

/// <summary>People with accounts, and what they do at the door.</summary>
internal static partial class Residents
{
    public const string Password = "une phrase de passe";

    /// <summary>Someone who joined, confirmed their address and may come in.</summary>
    public static async Task<Person> JoinAsync(this Support.App app, string name = "Ama", string email = "ama@exemple.fr", Role role = Role.Resident)
    {
        var now = app.Clock.GetUtcNow();
        var person = new Person(name, now);
        person.Appoint(role, null, now);
        var joined = await app.WithAsync<Registration, bool>(r => r.JoinAsync(person, new Account(person, email) { EmailConfirmed = true }, Password));
        Assert.True(joined);
        return person;
    }

    public static async Task<Page> SignInAsync(this Browser browser, string email = "ama@exemple.fr", string password = Password, string returnUrl = "/account") =>
        await (await browser.OpenAsync($"/sign-in?returnUrl={returnUrl}")).PressAsync("Se connecter", ("Email", email), ("Password", password));

    /// <summary>Turns on the authenticator app for someone who is signed in.</summary>
    /// <returns>The app's secret, and the recovery codes.</returns>
    public static async Task<(string Secret, IReadOnlyList<string> Codes)> AddAuthenticatorAsync(this Browser browser)
    {
        var page = await browser.OpenAsync("/account/authenticator");
        var secret = page.Text("key");
        page = await page.PressAsync("Activer", ("Code", CodeOf(secret)));
        Assert.Equal("/account/recovery-codes", page.Path);
        return (secret, [.. page.Document.QuerySelectorAll("[data-testid=codes] code").Select(code => code.TextContent)]);
    }

    public static Task<IReadOnlyList<Letter>> LettersToAsync(this Support.App app, string address) => app.WithDbAsync<IReadOnlyList<Letter>>(async db =>
        await db.Letters.Where(l => l.Address == address).OrderBy(l => l.Id).ToListAsync());

    public static async Task<string> LinkInLetterToAsync(this Support.App app, string address) =>
        new Uri(Link().Match((await app.LettersToAsync(address))[^1].Body).Value).PathAndQuery;

    /// <summary>What the app on a telephone shows now: RFC 6238 with 30 seconds, six digits and SHA-1.</summary>
    public static string CodeOf(string secret)
    {
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // RFC 6238 and every authenticator app say SHA-1.
        var hash = HMACSHA1.HashData(FromBase32(secret.Replace(" ", "", StringComparison.Ordinal)), step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    public static Task<Account?> AccountAsync(this Support.App app, string email) => app.WithAsync<UserManager<Account>, Account?>(accounts => accounts.FindByEmailAsync(email));

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.ToUpperInvariant().Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Link();
}
