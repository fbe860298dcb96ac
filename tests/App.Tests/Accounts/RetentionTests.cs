using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Database;
using Participation.Jobs.Engine;
using Participation.Jobs.People;
using Xunit;

namespace Participation.App.Tests.Accounts;

/// <summary>What residents are told is erased is erased.</summary>
public sealed class RetentionTests(Postgres postgres) : IAsyncLifetime
{
    private const string Address = "ama@exemple.fr";
    private Support.App _app = null!;

    public async ValueTask InitializeAsync() => _app = await Support.App.StartAsync(postgres);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Who_never_confirms_is_forgotten_after_a_month_and_may_begin_again()
    {
        await SignUpAsync();
        await NightAfterAsync(Retention.UnconfirmedDays - 1);
        Assert.NotNull(await _app.AccountAsync(Address));

        await NightAfterAsync(2);

        Assert.Null(await _app.AccountAsync(Address));
        Assert.Empty(await _app.WithDbAsync(db => db.People.Where(p => p.Name == "Ama").ToListAsync()));
        Assert.Empty(await _app.LettersToAsync(Address));
        await SignUpAsync();
        Assert.NotNull(await _app.AccountAsync(Address));
    }

    [Fact]
    public async Task Who_signs_up_again_has_a_month_from_then()
    {
        await SignUpAsync();
        await NightAfterAsync(Retention.UnconfirmedDays - 1);
        await SignUpAsync();

        await NightAfterAsync(2);

        Assert.NotNull(await _app.AccountAsync(Address));
    }

    [Fact]
    public async Task Who_has_confirmed_stays_and_their_letters_go()
    {
        await SignUpAsync();
        var letter = await _app.Browse().OpenAsync(await _app.LinkInLetterToAsync(Address));
        await letter.PressAsync("Confirmer mon adresse");
        await NightAfterAsync(Retention.LetterDays - 1);
        Assert.NotEmpty(await _app.LettersToAsync(Address));

        await NightAfterAsync(2);

        Assert.NotNull(await _app.AccountAsync(Address));
        Assert.Empty(await _app.LettersToAsync(Address));
    }

    private async Task SignUpAsync()
    {
        var page = await _app.Browse().OpenAsync("/sign-up");
        await page.PressAsync("Créer mon compte", ("Name", "Ama"), ("Email", Address), ("Password", "un long mot de passe"));
    }

    private async Task NightAfterAsync(int days)
    {
        _app.Clock.Advance(TimeSpan.FromDays(days));
        await _app.WithAsync<IJob<ForgetWhatIsOver>, int>(async job =>
        {
            await job.RunAsync(new ForgetWhatIsOver(), CancellationToken.None);
            return 0;
        });
    }
}
