using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Participation.App.Tests.Support;
using Participation.Budgets;
using Participation.Jobs.Budgets;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Budgets;

public sealed class TellVotersTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;
    private World _world = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _world = await World.InAsync(_app);
        await _app.CastAsync(_world, _world.Author, 1);
        await _app.CastAsync(_world, _world.Neighbour, 2);
        await _app.WithDbAsync(db => db.People.Where(p => p.Id == _world.Neighbour.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Mail, MailChoices.Answers)));
        _app.Clock.Advance(TimeSpan.FromDays(30));
        await _app.ClosingAsync(closing => closing.CloseAsync(_world.Budget.Id, _app.Clock.GetUtcNow()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Those_who_voted_and_want_to_know_are_written_to_once()
    {
        await TellAsync();
        await TellAsync();

        var letter = Assert.Single(await _app.WithDbAsync(db => db.Letters.AsNoTracking().ToListAsync()));
        Assert.Equal((_world.Author.Id, "Le résultat du vote : Budget participatif"), (letter.PersonId, letter.Subject.Replace('\u00a0', ' ')));
        Assert.Contains($"/budgets/{_world.Budget.Number}/results", letter.Body, StringComparison.Ordinal);
        Assert.NotNull(letter.StopLink);
    }

    [Fact]
    public async Task A_letter_does_not_tell_what_its_reader_chose()
    {
        await TellAsync();

        var letter = await _app.WithDbAsync(db => db.Letters.AsNoTracking().SingleAsync());
        foreach (var title in new[] { "Verger", "Bancs", "Fontaine", "Kiosque" })
        {
            Assert.DoesNotContain(title, letter.Subject + letter.Body, StringComparison.Ordinal);
        }
    }

    private async Task TellAsync()
    {
        await using var scope = _app.Get<IServiceScopeFactory>().CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<TellVoters>(scope.ServiceProvider)
            .ReactAsync(new ResultPublished(_world.Budget.Id, _world.Space.Id), CancellationToken.None);
    }

}
