using Participation.App.Tests.Support;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Accounts;

public sealed class SecondFactorTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;

    public async ValueTask InitializeAsync() => _app = await Support.App.StartAsync(postgres);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task With_an_app_the_password_is_not_enough()
    {
        await _app.JoinAsync();
        var browser = _app.Browse();
        await browser.SignInAsync();
        var (secret, _) = await browser.AddAuthenticatorAsync();

        var other = _app.Browse();
        var page = await other.SignInAsync();
        Assert.StartsWith("/sign-in/code", page.Path, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await other.OpenAsync("/account")).Path, StringComparison.Ordinal);

        var wrong = await page.PressAsync("Continuer", ("Code", Residents.CodeOf(secret) == "000000" ? "000001" : "000000"));
        Assert.Contains("n’est pas le bon", wrong.ErrorAt("Code"), StringComparison.Ordinal);

        Assert.Equal("/account", (await page.PressAsync("Continuer", ("Code", Residents.CodeOf(secret)))).Path);
    }

    [Fact]
    public async Task A_recovery_code_opens_once()
    {
        await _app.JoinAsync();
        var browser = _app.Browse();
        await browser.SignInAsync();
        var (_, codes) = await browser.AddAuthenticatorAsync();

        Assert.Equal("/account", (await RecoverAsync(codes[0])).Path);
        Assert.Contains("déjà servi", (await RecoverAsync(codes[0])).ErrorAt("RecoveryCode"), StringComparison.Ordinal);
        Assert.Equal("/account", (await RecoverAsync(codes[1])).Path);
    }

    [Fact]
    public async Task Recovery_codes_are_shown_once()
    {
        await _app.JoinAsync();
        var browser = _app.Browse();
        await browser.SignInAsync();
        await browser.AddAuthenticatorAsync();

        Assert.Null((await browser.OpenAsync("/account/recovery-codes")).Find("codes"));
        Assert.Equal("10 codes restants", (await browser.OpenAsync("/account/security")).Text("codes-left"));
    }

    [Fact]
    public async Task The_picture_to_scan_is_there_only_while_the_app_is_being_added()
    {
        await _app.JoinAsync();
        var browser = _app.Browse();
        await browser.SignInAsync();
        await browser.OpenAsync("/account/authenticator");

        var picture = await browser.Http.GetAsync("/account/authenticator/qr");
        Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
        Assert.True(picture.Headers.CacheControl?.NoStore);

        await browser.AddAuthenticatorAsync();
        Assert.Equal(404, (int)(await browser.Http.GetAsync("/account/authenticator/qr")).StatusCode);
    }

    [Fact]
    public async Task Removing_the_app_takes_the_password_and_makes_it_enough_again()
    {
        await _app.JoinAsync();
        var browser = _app.Browse();
        await browser.SignInAsync();
        await browser.AddAuthenticatorAsync();

        var page = await (await browser.OpenAsync("/account/authenticator/remove")).PressAsync("Retirer l’application", ("Password", "pas le bon mot"));
        Assert.Contains("n’est pas votre mot de passe", page.ErrorAt("Password"), StringComparison.Ordinal);
        page = await page.PressAsync("Retirer l’application", ("Password", Residents.Password));

        Assert.Equal("Inactive", page.Text("app"));
        Assert.Equal("/account", (await _app.Browse().SignInAsync()).Path);
        Assert.Equal("La deuxième étape est désactivée", (await _app.LettersToAsync("ama@exemple.fr"))[^1].Subject);
    }

    [Fact]
    public async Task The_council_does_nothing_with_a_password_alone()
    {
        await _app.JoinAsync(role: Role.Council);
        var browser = _app.Browse();

        var page = await browser.SignInAsync(returnUrl: "/admin/mail");
        Assert.Equal("/account/security?needed=true", page.Path);
        Assert.Contains("Activez une deuxième étape", page.Words, StringComparison.Ordinal);

        await browser.AddAuthenticatorAsync();
        Assert.Equal("/admin/mail", (await browser.OpenAsync("/admin/mail")).Path);

        // What the cookie says of the second factor outlives its renewal.
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("/admin/mail", (await browser.OpenAsync("/admin/mail")).Path);
        Assert.Equal("/admin/mail", (await browser.OpenAsync("/admin/mail")).Path);
    }

    [Fact]
    public async Task Where_the_town_says_so_a_password_is_enough_for_the_council()
    {
        await using var demo = await Support.App.StartAsync(postgres, web => web.UseSetting("Accounts:SecondFactorForStaff", "false"));
        await demo.JoinAsync(role: Role.Council);

        Assert.Equal("/admin/mail", (await demo.Browse().SignInAsync(returnUrl: "/admin/mail")).Path);
    }

    [Theory]
    [InlineData(Role.Resident)]
    [InlineData(Role.Moderator)]
    public async Task Nobody_but_the_council_reads_the_outgoing_mail(Role role)
    {
        await _app.JoinAsync(role: role);
        var browser = _app.Browse();
        await browser.SignInAsync();
        await browser.AddAuthenticatorAsync();

        Assert.Equal(403, (await browser.OpenAsync("/admin/mail")).Status);
        Assert.StartsWith("/sign-in", (await _app.Browse().OpenAsync("/admin/mail")).Path, StringComparison.Ordinal);
    }

    private async Task<Page> RecoverAsync(string code)
    {
        var browser = _app.Browse();
        await browser.SignInAsync();
        return await (await browser.OpenAsync("/sign-in/recovery?returnUrl=/account")).PressAsync("Continuer", ("RecoveryCode", code));
    }
}
