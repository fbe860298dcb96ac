using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Accounts;

public sealed class AccountTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;
    private Person _ama = null!;
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _ama = await _app.JoinAsync();
        _browser = _app.Browse();
        await _browser.SignInAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_new_name_is_shown_at_once_and_mail_choices_are_kept()
    {
        var page = await (await _browser.OpenAsync("/account")).PressAsync("Enregistrer", ("Name", "Ama Diop"), ("Mail", "Answers"));

        Assert.Contains("Bonjour Ama Diop", page.Words, StringComparison.Ordinal);
        Assert.Contains("Ama Diop", page.Document.QuerySelector("header.site-header")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(MailChoices.Answers, (await PersonAsync()).Mail);
    }

    [Fact]
    public async Task A_new_password_ends_other_sessions_and_not_this_one()
    {
        var other = _app.Browse();
        await other.SignInAsync();

        var page = await (await _browser.OpenAsync("/account/password"))
            .PressAsync("Enregistrer le mot de passe", ("Current", Residents.Password), ("New", "un tout autre mot de passe"));
        _app.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("/account/security", page.Path);
        Assert.Equal("/account", (await _browser.OpenAsync("/account")).Path);
        Assert.StartsWith("/sign-in", (await other.OpenAsync("/account")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told()
    {
        var page = await (await _browser.OpenAsync("/account/email"))
            .PressAsync("Recevoir un lien à cette adresse", ("Email", "diop@exemple.fr"), ("Password", Residents.Password));
        Assert.Equal("ama@exemple.fr", page.Text("email"));

        page = await (await _browser.OpenAsync(await _app.LinkInLetterToAsync("diop@exemple.fr"))).PressAsync("Confirmer mon adresse");

        Assert.Equal("diop@exemple.fr", page.Text("email"));
        Assert.Equal("Votre adresse a changé", (await _app.LettersToAsync("ama@exemple.fr"))[^1].Subject);
        Assert.Equal("/account", (await _app.Browse().SignInAsync("diop@exemple.fr")).Path);
    }

    [Fact]
    public async Task A_new_address_that_is_taken_gets_the_same_answer()
    {
        await _app.JoinAsync("Bo", "bo@exemple.fr");

        var page = await (await _browser.OpenAsync("/account/email"))
            .PressAsync("Recevoir un lien à cette adresse", ("Email", "bo@exemple.fr"), ("Password", Residents.Password));

        Assert.Contains("Nous venons d’écrire à la nouvelle adresse", page.Words, StringComparison.Ordinal);
        Assert.Equal("Vous avez déjà un compte", Assert.Single(await _app.LettersToAsync("bo@exemple.fr")).Subject);
    }

    [Fact]
    public async Task Who_leaves_is_forgotten_and_the_session_ends()
    {
        var other = _app.Browse();
        await other.SignInAsync();
        await (await _app.Browse().OpenAsync("/forgotten-password")).PressAsync("Recevoir le lien", ("Email", "ama@exemple.fr"));

        var page = await _browser.OpenAsync("/account/delete");
        Assert.NotNull((await page.PressAsync("Supprimer mon compte", ("Password", "pas le bon mot"))).ErrorAt("Password"));
        page = await page.PressAsync("Supprimer mon compte", ("Password", Residents.Password));

        Assert.Equal("/", page.Path);
        var person = await PersonAsync();
        Assert.Equal("", person.Name);
        Assert.NotNull(person.DeletedAt);
        Assert.Null(await _app.AccountAsync("ama@exemple.fr"));
        Assert.Empty(await _app.LettersToAsync("ama@exemple.fr"));
        _app.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.StartsWith("/sign-in", (await other.OpenAsync("/account")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_take_their_data_with_them()
    {
        using var data = JsonDocument.Parse(await _browser.Http.GetStringAsync("/account/export"));

        Assert.Equal("Ama", data.RootElement.GetProperty("person").GetProperty("name").GetString());
        Assert.Equal("ama@exemple.fr", data.RootElement.GetProperty("account").GetProperty("email").GetString());
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/account/security")]
    [InlineData("/account/email")]
    [InlineData("/account/password")]
    [InlineData("/account/authenticator")]
    [InlineData("/account/authenticator/qr")]
    [InlineData("/account/recovery-codes")]
    [InlineData("/account/passkeys/new")]
    [InlineData("/account/delete")]
    [InlineData("/account/export")]
    public async Task A_visitor_is_asked_to_sign_in_first(string path) =>
        Assert.StartsWith("/sign-in", (await _app.Browse().OpenAsync(path)).Path, StringComparison.Ordinal);

    [Fact]
    public async Task What_the_browser_asks_for_a_passkey_with_names_no_one_before_signing_in()
    {
        var visitor = _app.Browse();
        var form = (await visitor.OpenAsync("/sign-in")).Document.QuerySelector("form[data-passkey=get]")!;
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answer = await visitor.Http.PostAsync("/sign-in/passkey/options", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        using var options = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.NotEmpty(options.RootElement.GetProperty("challenge").GetString()!);
        Assert.Equal("required", options.RootElement.GetProperty("userVerification").GetString());
        Assert.Empty(options.RootElement.GetProperty("allowCredentials").EnumerateArray());
        Assert.Equal(400, (int)(await visitor.Http.PostAsync("/sign-in/passkey/options", null)).StatusCode);
    }

    [Fact]
    public async Task A_credential_nobody_asked_for_opens_nothing()
    {
        var visitor = _app.Browse();
        var page = await (await visitor.OpenAsync("/sign-in")).PressAsync("Utiliser une clé d’accès", ("Credential", "{}"));

        Assert.Contains("n’a pas été reconnue", page.Words, StringComparison.Ordinal);
    }

    private Task<Person> PersonAsync() => _app.WithDbAsync(db => db.People.SingleAsync(p => p.Id == _ama.Id));
}
