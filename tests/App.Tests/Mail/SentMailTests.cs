using System.Globalization;
using System.Text.RegularExpressions;
using Participation.App.Tests.Accounts;
using Participation.App.Tests.Support;
using Participation.Mail;
using Xunit;

namespace Participation.App.Tests.Mail;

public sealed class SentMailTests(Postgres postgres) : TownTests(postgres)
{
    [Fact]
    public async Task Without_a_mail_server_the_council_reads_what_was_written()
    {
        await App.JoinAsync();
        await (await App.Browse().OpenAsync("/forgotten-password")).PressAsync("Recevoir le lien", ("Email", "ama@exemple.fr"));

        var page = await App.Browse(World.Council).OpenAsync("/admin/mail");

        Assert.Contains("Choisissez un nouveau mot de passe", page.Text("letter"), StringComparison.Ordinal);
        Assert.Contains("/reset-password", page.Text("letter"), StringComparison.Ordinal);
        Assert.Contains("Conservé ici", page.Text("letter"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_mail_server_nobody_reads_a_letter_that_opens_an_account()
    {
        await using var app = await Support.App.StartAsync(Postgres, WithMail);
        var world = await World.InAsync(app);
        await app.JoinAsync();
        await (await app.Browse().OpenAsync("/forgotten-password")).PressAsync("Recevoir le lien", ("Email", "ama@exemple.fr"));

        var letter = (await app.Browse(world.Council).OpenAsync("/admin/mail")).Text("letter");

        Assert.DoesNotContain("/reset-password", letter, StringComparison.Ordinal);
        Assert.Contains("seul son destinataire", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_goes_on_where_the_page_before_ended()
    {
        for (var i = 1; i <= 25; i++)
        {
            await App.SaveAsync(new Letter("ama@exemple.fr", null, $"letter {i}", $"Lettre n° {i}.", "Bonjour", App.Clock.GetUtcNow()));
        }

        var council = App.Browse(World.Council);
        var first = await council.OpenAsync("/admin/mail");
        var second = await council.OpenAsync(first.Document.QuerySelector("a[href^='/admin/mail?after']")!.GetAttribute("href")!);

        // Letters of the same millisecond have no order between them; none is lost, and none is there twice.
        Assert.True(Letters(first).Count > Letters(second).Count);
        Assert.Equal(Enumerable.Range(1, 25), Letters(first).Concat(Letters(second)).Order());
        Assert.Null(second.Document.QuerySelector("a[href^='/admin/mail?after']"));

        static List<int> Letters(Page page) =>
            [.. Regex.Matches(page.Words, @"Lettre n° (\d+)\.").Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct()];
    }

    [Fact]
    public async Task A_letter_that_rests_is_sent_again_when_the_council_asks()
    {
        await using var app = await Support.App.StartAsync(Postgres, WithMail);
        var world = await World.InAsync(app);
        var letter = new Letter("ama@exemple.fr", null, "letter", "Une lettre", "Bonjour", app.Clock.GetUtcNow());
        letter.Rest("too_late");
        await app.SaveAsync(letter);

        var page = await (await app.Browse(world.Council).OpenAsync("/admin/mail")).PressAsync("Envoyer à nouveau Une lettre");

        Assert.Contains("En attente", page.Text("letter"), StringComparison.Ordinal);
    }

    private static void WithMail(Microsoft.AspNetCore.Hosting.IWebHostBuilder web)
    {
        web.UseSetting("Mail:Host", "127.0.0.1");
        web.UseSetting("Mail:From", "mairie@exemple.fr");
    }
}
