using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Accounts;
using Participation.App.Tests.Support;
using Participation.People;
using Participation.Web.Commands;
using Xunit;

namespace Participation.App.Tests.Commands;

public sealed class UserTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;

    public async ValueTask InitializeAsync() => _app = await Support.App.StartAsync(postgres);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_first_council_account_chooses_its_password_by_the_link_that_is_printed()
    {
        var (code, output, _) = await RunAsync("create", "--email", "cleo@exemple.fr", "--name", "Cléo", "--council");
        Assert.Equal(0, code);
        var link = new Uri(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).PathAndQuery;

        var browser = _app.Browse();
        await (await browser.OpenAsync(link)).PressAsync("Enregistrer le mot de passe", ("Password", Residents.Password));
        var page = await browser.SignInAsync("cleo@exemple.fr", returnUrl: "/admin/mail");

        Assert.Equal("/account/security?needed=true", page.Path);
    }

    [Fact]
    public async Task With_a_password_they_come_in_at_once()
    {
        await RunAsync("create", "--email", "ama@exemple.fr", "--name", "Ama", "--verified", "--password", Residents.Password);

        var page = await _app.Browse().SignInAsync();

        Assert.Contains("La mairie a vérifié", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_and_a_verification_are_given_afterwards()
    {
        await _app.JoinAsync();

        Assert.Equal(0, (await RunAsync("role", "--email", "ama@exemple.fr", "moderator")).Code);
        Assert.Equal(0, (await RunAsync("verify", "--email", "ama@exemple.fr")).Code);

        var person = await _app.WithDbAsync(db => db.People.SingleAsync());
        Assert.Equal(Role.Moderator, person.Role);
        Assert.True(person.IsVerified);
    }

    [Theory]
    [InlineData(1, "has an account already", "create", "--email", "ama@exemple.fr", "--name", "Ama")]
    [InlineData(1, "nobody has an account", "verify", "--email", "bo@exemple.fr")]
    [InlineData(1, "at least twelve characters", "create", "--email", "bo@exemple.fr", "--name", "Bo", "--password", "court")]
    [InlineData(2, "Which name", "create", "--email", "bo@exemple.fr")]
    [InlineData(2, "Which e-mail address", "create", "--name", "Bo")]
    [InlineData(2, "What is to be done", "remove")]
    [InlineData(2, "is not understood", "verify", "--email", "ama@exemple.fr", "--twice")]
    public async Task What_cannot_be_done_is_said_in_one_line(int expected, string says, params string[] args)
    {
        await _app.JoinAsync();

        var (code, output, error) = await RunAsync(args);

        Assert.Equal(expected, code);
        Assert.Empty(output);
        Assert.Contains(says, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(1, await _app.WithDbAsync(db => db.People.CountAsync()));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await User.RunAsync([.. args, $"--ConnectionStrings:Participation={_app.Connection}"], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
