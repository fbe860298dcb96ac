using Participation.App.Tests.Support;
using Xunit;

namespace Participation.App.Tests.Accounts;

public sealed class SignInTests(Postgres postgres) : IAsyncLifetime
{
    private const string No = "Adresse ou mot de passe incorrect.";
    private Support.App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        await _app.JoinAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_sentence()
    {
        var wrong = await _app.Browse().SignInAsync(password: "pas le bon mot");
        var unknown = await _app.Browse().SignInAsync("personne@exemple.fr");

        Assert.Contains(No, wrong.Words, StringComparison.Ordinal);
        Assert.Equal(wrong.Words, unknown.Words);
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_in_the_same_words()
    {
        for (var i = 0; i < 5; i++)
        {
            await _app.Browse().SignInAsync(password: "pas le bon mot");
        }

        Assert.Contains(No, (await _app.Browse().SignInAsync()).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_sent_to_another_site_after_signing_in()
    {
        var page = await _app.Browse().SignInAsync(returnUrl: Uri.EscapeDataString("//mechant.example/account"));

        Assert.Equal("/", page.Path);
    }

    [Fact]
    public async Task Signing_out_closes_the_account()
    {
        var browser = _app.Browse();
        var page = await browser.SignInAsync();

        await page.PressAsync("Se déconnecter");

        Assert.StartsWith("/sign-in", (await browser.OpenAsync("/account")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_browser_within_a_minute()
    {
        var (here, there) = (_app.Browse(), _app.Browse());
        await here.SignInAsync();
        await there.SignInAsync();

        var page = await (await here.OpenAsync("/account/security")).PressAsync("Me déconnecter partout");
        Assert.Equal("/sign-in", page.Path);
        _app.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.StartsWith("/sign-in", (await there.OpenAsync("/account")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_letter_and_the_old_one_and_the_link_are_dead()
    {
        var browser = _app.Browse();
        var page = await (await browser.OpenAsync("/forgotten-password")).PressAsync("Recevoir le lien", ("Email", "ama@exemple.fr"));
        Assert.Equal("/letter-sent/reset", page.Path);
        var link = await _app.LinkInLetterToAsync("ama@exemple.fr");

        page = await (await browser.OpenAsync(link)).PressAsync("Enregistrer le mot de passe", ("Password", "un tout autre mot de passe"));
        Assert.Equal("/sign-in", page.Path);

        Assert.Contains(No, (await browser.SignInAsync()).Words, StringComparison.Ordinal);
        Assert.Equal("/account", (await browser.SignInAsync(password: "un tout autre mot de passe")).Path);
        page = await (await _app.Browse().OpenAsync(link)).PressAsync("Enregistrer le mot de passe", ("Password", "encore un autre mot"));
        Assert.Contains("n’est plus valable", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_password_of_nobody_gets_the_same_answer_and_no_letter()
    {
        var page = await (await _app.Browse().OpenAsync("/forgotten-password")).PressAsync("Recevoir le lien", ("Email", "personne@exemple.fr"));

        Assert.Equal("/letter-sent/reset", page.Path);
        Assert.Empty(await _app.LettersToAsync("personne@exemple.fr"));
    }
}
