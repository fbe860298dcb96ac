using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Accounts;
using Participation.App.Tests.Support;
using Participation.Jobs.Mail;
using Participation.Mail;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Mail;

public sealed class SendLettersTests(Postgres postgres) : IAsyncLifetime
{
    private SmtpServer _server = null!;
    private Support.App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SmtpServer.StartAsync();
        _app = await AppWithMailAsync(_server.Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_letter_arrives_as_it_was_written()
    {
        var ama = await _app.JoinAsync("Amélie Œuvrard");
        await WriteAsync(ama, "Réponse à « Un banc au bord de l’eau », ça avance");

        Assert.Equal(1, await SendAsync());
        var mail = await _server.ReceiveAsync();

        Assert.Equal(["ama@exemple.fr"], mail.To);
        Assert.Equal("mairie@exemple.fr", mail.From);
        Assert.Equal("Réponse à « Un banc au bord de l’eau », ça avance", mail.Subject);
        Assert.Contains("Bonjour Amélie Œuvrard,\n\nÇa y est : le banc est posé. 🪑\n.\nFin", mail.Body, StringComparison.Ordinal);
        Assert.NotNull((await LetterAsync()).SentAt);
        Assert.Equal(0, await SendAsync());
    }

    [Fact]
    public async Task A_letter_that_can_be_stopped_says_so_to_people_and_to_mail_programs()
    {
        var ama = await _app.JoinAsync();
        await _app.WithAsync<Post, bool>(async post =>
        {
            await post.WriteAsync(ama.Id, MailChoices.Answers, "answered:1", "accounts.letters.reset", "/proposals/1", _ => [("town", "Montbrune")], CancellationToken.None);
            await post.WriteAsync(ama.Id, MailChoices.Answers, "answered:1", "accounts.letters.reset", "/proposals/1", _ => [("town", "Montbrune")], CancellationToken.None);
            return true;
        });

        Assert.Equal(1, await SendAsync());
        var mail = await _server.ReceiveAsync();
        var link = mail.Header("List-Unsubscribe")!.Trim('<', '>');
        Assert.Contains(link, mail.Body, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Header("List-Unsubscribe-Post"));

        // As a mail program presses the button: no page before, no token of ours.
        var answer = await _app.Browse().Http.PostAsync(new Uri(link).PathAndQuery, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(MailChoices.Replies | MailChoices.Results, await _app.WithDbAsync(db => db.People.Select(p => p.Mail).SingleAsync()));
    }

    [Fact]
    public async Task Two_nodes_send_each_letter_once()
    {
        var ama = await _app.JoinAsync();
        for (var i = 0; i < 10; i++)
        {
            await WriteAsync(ama, $"Lettre {i}");
        }

        await using var other = await AppWithMailAsync(_server.Port, _app.Connection);
        var sent = await Task.WhenAll(SendAsync(), SendAsync(other), SendAsync(), SendAsync(other));

        Assert.Equal(10, sent.Sum());
        var subjects = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            subjects.Add((await _server.ReceiveAsync()).Subject);
        }

        Assert.Equal(10, subjects.Distinct().Count());
    }

    [Fact]
    public async Task A_letter_that_the_server_refuses_is_tried_again_later_and_in_the_end_rests()
    {
        var nobody = await _app.JoinAsync("Personne", "personne@exemple.fr");
        await WriteAsync(nobody, "Sans suite");

        Assert.Equal(0, await SendAsync());
        var letter = await LetterAsync();
        Assert.Equal(1, letter.Tries);
        Assert.Equal(_app.Clock.GetUtcNow().AddMinutes(1), letter.NextTryAt);
        Assert.Equal(0, await SendAsync());
        Assert.Equal(1, (await LetterAsync()).Tries);

        for (var i = 1; i < Letter.MaxTries; i++)
        {
            _app.Clock.Advance(TimeSpan.FromHours(1));
            await SendAsync();
        }

        letter = await LetterAsync();
        Assert.Equal(Letter.MaxTries, letter.Tries);
        Assert.Null(letter.NextTryAt);
        Assert.NotNull(letter.Error);
    }

    [Fact]
    public async Task A_letter_to_someone_who_left_rests()
    {
        var left = new Person("Ama", _app.Clock.GetUtcNow());
        await _app.SaveAsync(left);
        await WriteAsync(left, "Trop tard");

        Assert.Equal(0, await SendAsync());

        Assert.Equal("no_address", (await LetterAsync()).Error);
    }

    [Fact]
    public async Task A_letter_that_opens_an_account_is_forgotten_once_sent()
    {
        await _app.JoinAsync();
        await (await _app.Browse().OpenAsync("/forgotten-password")).PressAsync("Recevoir le lien", ("Email", "ama@exemple.fr"));

        Assert.Equal(1, await SendAsync());

        Assert.Contains("/reset-password", (await _server.ReceiveAsync()).Body, StringComparison.Ordinal);
        Assert.Equal("", (await LetterAsync()).Body);
    }

    private Task<Support.App> AppWithMailAsync(int port, string? connection = null) => Support.App.StartAsync(postgres, web =>
    {
        web.UseSetting("Mail:Host", "127.0.0.1");
        web.UseSetting("Mail:Port", port.ToString(CultureInfo.InvariantCulture));
        web.UseSetting("Mail:From", "mairie@exemple.fr");
        web.UseSetting("Mail:StartTls", "false");
        if (connection is not null)
        {
            web.UseSetting("ConnectionStrings:Participation", connection);
        }
    });

    private Task WriteAsync(Person to, string subject) => _app.SaveAsync(new Letter(
        null, to.Id, subject, subject, $"Bonjour {to.Name},\n\nÇa y est : le banc est posé. 🪑\n.\nFin", _app.Clock.GetUtcNow()));

    private Task<int> SendAsync(Support.App? on = null) => (on ?? _app).WithAsync<SendLetters, int>(send => send.RunAsync(CancellationToken.None));

    private Task<Letter> LetterAsync() => _app.WithDbAsync(db => db.Letters.AsNoTracking().SingleAsync());
}
