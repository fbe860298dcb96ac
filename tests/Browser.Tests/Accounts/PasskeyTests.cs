using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Participation.App.Tests.Support;
using Participation.Browser.Tests.Support;
using Participation.People;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Participation.Browser.Tests.Accounts;

/// <summary>Passkeys end to end, on a device that Chromium plays: it has a key store and says yes for its owner.</summary>
public class PasskeyTests(Postgres postgres, Chromium chromium) : IAsyncLifetime
{
    private const string Password = "une phrase de passe";

    private ServedTown _town = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _town = ServedTown.Start(await postgres.CopyAsync());
        // Passkeys belong to a name, never to the number of a machine.
        var address = new UriBuilder(_town.Address) { Host = "localhost" }.Uri.ToString();
        _page = await (await chromium.OpenAsync(address)).NewPageAsync();
        var device = await _page.Context.NewCDPSessionAsync(_page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task A_passkey_is_added_opens_the_door_without_a_password_and_can_be_removed()
    {
        await JoinAsync(Role.Resident);
        await SignInAsync();
        await AddPasskeyAsync();

        await SignOutAsync();
        await _page.GotoAsync("/sign-in?returnUrl=/account/security");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Utiliser une clé d’accès" }).ClickAsync();
        await Expect(_page).ToHaveURLAsync(new Regex("/account/security$"));

        await _page.GetByRole(AriaRole.Button, new() { Name = "Retirer Mon téléphone" }).ClickAsync();
        await Expect(_page.GetByText("Aucune clé d’accès")).ToBeVisibleAsync();

        await SignOutAsync();
        await _page.GotoAsync("/sign-in");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Utiliser une clé d’accès" }).ClickAsync();
        await Expect(_page.GetByText("n’a pas été reconnue").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_passkey_is_the_second_factor_of_the_council()
    {
        await JoinAsync(Role.Council);
        await SignInAsync();
        await _page.GotoAsync("/admin/mail");
        await Expect(_page).ToHaveURLAsync(new Regex("/account/security\\?needed=true$"));

        await AddPasskeyAsync();
        Assert.Equal(200, (await _page.GotoAsync("/admin/mail"))!.Status);

        await SignOutAsync();
        await _page.GotoAsync("/sign-in?returnUrl=/admin/mail");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Utiliser une clé d’accès" }).ClickAsync();
        await Expect(_page).ToHaveURLAsync(new Regex("/admin/mail$"));
    }

    private async Task JoinAsync(Role role)
    {
        var now = _town.Clock.GetUtcNow();
        var person = new Person("Ama", now);
        person.Appoint(role, null, now);
        await _town.JoinAsync(person, "ama@exemple.fr", Password);
    }

    private async Task SignInAsync()
    {
        await _page.GotoAsync("/sign-in?returnUrl=/account/security");
        await _page.GetByLabel("Adresse électronique").FillAsync("ama@exemple.fr");
        await _page.GetByLabel("Mot de passe").FillAsync(Password);
        await _page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await Expect(_page).ToHaveURLAsync(new Regex("/account/security$"));
    }

    private async Task AddPasskeyAsync()
    {
        await _page.GotoAsync("/account/passkeys/new");
        await _page.GetByLabel("Nom de la clé").FillAsync("Mon téléphone");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Ajouter une clé d’accès" }).ClickAsync();
        await Expect(_page.GetByTestId("passkeys")).ToContainTextAsync("Mon téléphone");
    }

    private async Task SignOutAsync()
    {
        await _page.GotoAsync("/sign-out");
        await _page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await Expect(_page.GetByText("Vous êtes déconnecté.")).ToBeVisibleAsync();
    }
}
