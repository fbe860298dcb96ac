using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.People;
using Participation.Web.Accounts;
using Xunit;

namespace Participation.App.Tests.Accounts;

public sealed class SignUpTests(Postgres postgres) : IAsyncLifetime
{
    private const string Sent = "Nous venons de vous écrire.";
    private Support.App _app = null!;

    public async ValueTask InitializeAsync() => _app = await Support.App.StartAsync(postgres);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Whoever_signs_up_confirms_by_the_letter_and_comes_in()
    {
        var browser = _app.Browse();
        var page = await SignUpAsync(browser, "Ama", "ama@exemple.fr");
        Assert.Contains(Sent, page.Words, StringComparison.Ordinal);

        page = await browser.OpenAsync(await _app.LinkInLetterToAsync("ama@exemple.fr"));
        page = await page.PressAsync("Confirmer mon adresse");
        Assert.Contains("Votre adresse est confirmée", page.Words, StringComparison.Ordinal);

        page = await browser.SignInAsync();
        Assert.Equal("/account", page.Path);
        Assert.Contains("Bonjour Ama", page.Words, StringComparison.Ordinal);
        Assert.Equal("ama@exemple.fr", page.Text("email"));
    }

    [Fact]
    public async Task Opening_the_link_alone_confirms_nothing()
    {
        var browser = _app.Browse();
        await SignUpAsync(browser, "Ama", "ama@exemple.fr");

        await browser.OpenAsync(await _app.LinkInLetterToAsync("ama@exemple.fr"));

        Assert.False((await _app.AccountAsync("ama@exemple.fr"))!.EmailConfirmed);
    }

    [Fact]
    public async Task Nobody_comes_in_before_confirming_and_the_letter_is_written_again()
    {
        var browser = _app.Browse();
        await SignUpAsync(browser, "Ama", "ama@exemple.fr");

        var page = await browser.SignInAsync();

        Assert.Equal("/letter-sent/confirm", page.Path);
        Assert.Equal(2, (await _app.LettersToAsync("ama@exemple.fr")).Count);
        Assert.Equal("/sign-in?returnUrl=%2Faccount", (await browser.OpenAsync("/account")).Path);
    }

    [Fact]
    public async Task An_address_that_is_taken_gets_the_same_answer_and_its_owner_a_letter()
    {
        await _app.JoinAsync();

        var page = await SignUpAsync(_app.Browse(), "Bo", "AMA@exemple.fr");

        Assert.Equal("/letter-sent/confirm", page.Path);
        Assert.Contains(Sent, page.Words, StringComparison.Ordinal);
        Assert.Equal("Vous avez déjà un compte", Assert.Single(await _app.LettersToAsync("ama@exemple.fr")).Subject);
        Assert.Equal(1, await _app.WithDbAsync(db => db.People.CountAsync()));
    }

    [Fact]
    public async Task The_owner_of_an_address_is_warned_once_not_a_hundred_times()
    {
        await _app.JoinAsync();

        await SignUpAsync(_app.Browse(), "Bo", "ama@exemple.fr");
        await SignUpAsync(_app.Browse(), "Cy", "ama@exemple.fr");

        Assert.Single(await _app.LettersToAsync("ama@exemple.fr"));
    }

    [Fact]
    public async Task A_password_left_at_an_address_that_was_never_confirmed_opens_nothing()
    {
        await SignUpAsync(_app.Browse(), "Thief", "ama@exemple.fr", "un mot de passe de voleur");
        var browser = _app.Browse();
        await SignUpAsync(browser, "Ama", "ama@exemple.fr");
        await (await browser.OpenAsync(await _app.LinkInLetterToAsync("ama@exemple.fr"))).PressAsync("Confirmer mon adresse");

        var thief = await _app.Browse().SignInAsync(password: "un mot de passe de voleur");

        Assert.Contains("incorrect", thief.Words, StringComparison.Ordinal);
        Assert.Equal("/account", (await browser.SignInAsync()).Path);
    }

    [Fact]
    public async Task Two_who_join_at_once_with_one_address_are_one_account_and_one_person()
    {
        var now = _app.Clock.GetUtcNow();
        var joined = await Task.WhenAll(Enumerable.Range(0, 6).Select(n =>
        {
            var person = new Person($"Ama {n}", now);
            return _app.WithAsync<Registration, bool>(r => r.JoinAsync(person, new Account(person, "ama@exemple.fr"), Residents.Password));
        }));

        Assert.Single(joined, isIn => isIn);
        Assert.Equal(1, await _app.WithDbAsync(db => db.People.CountAsync()));
    }

    [Fact]
    public async Task A_form_that_is_not_right_says_what_to_mend()
    {
        var page = await SignUpAsync(_app.Browse(), " ", "ama", "court");

        Assert.Equal("/sign-up", page.Path);
        Assert.Contains("nom à afficher", page.ErrorAt("Name"), StringComparison.Ordinal);
        Assert.Contains("adresse électronique", page.ErrorAt("Email"), StringComparison.Ordinal);
        Assert.Contains("douze caractères", page.ErrorAt("Password"), StringComparison.Ordinal);
    }

    private static async Task<Page> SignUpAsync(Browser browser, string name, string email, string password = Residents.Password) =>
        await (await browser.OpenAsync("/sign-up")).PressAsync("Créer mon compte", ("Name", name), ("Email", email), ("Password", password));
}
