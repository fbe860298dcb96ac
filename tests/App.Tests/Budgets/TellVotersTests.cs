using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Participation.App.Tests.Support;
using Participation.Budgets;
using Participation.Jobs.Budgets;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Budgets;

public sealed class TellVotersTests(Postgres postgres) : TownTests(postgres)
{
    protected override async Task ArrangeAsync()
    {
        await App.CastAsync(World, World.Author, 1);
        await App.CastAsync(World, World.Neighbour, 2);
        await App.WithDbAsync(db => db.People.Where(p => p.Id == World.Neighbour.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Mail, MailChoices.Answers)));
        App.Clock.Advance(TimeSpan.FromDays(30));
        await App.ClosingAsync(closing => closing.CloseAsync(World.Budget.Id, App.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Those_who_voted_and_want_to_know_are_written_to_once()
    {
        await TellAsync();
        await TellAsync();

        var letter = Assert.Single(await App.WithDbAsync(db => db.Letters.AsNoTracking().ToListAsync()));
        Assert.Equal((World.Author.Id, "Le résultat du vote : Budget participatif"), (letter.PersonId, letter.Subject.Replace('\u00a0', ' ')));
        Assert.Contains($"/budgets/{World.Budget.Number}/results", letter.Body, StringComparison.Ordinal);
        Assert.NotNull(letter.StopLink);
    }

    [Fact]
    public async Task A_letter_does_not_tell_what_its_reader_chose()
    {
        await TellAsync();

        var letter = await App.WithDbAsync(db => db.Letters.AsNoTracking().SingleAsync());
        foreach (var title in new[] { "Verger", "Bancs", "Fontaine", "Kiosque" })
        {
            Assert.DoesNotContain(title, letter.Subject + letter.Body, StringComparison.Ordinal);
        }
    }

    private async Task TellAsync()
    {
        await using var scope = App.Get<IServiceScopeFactory>().CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<TellVoters>(scope.ServiceProvider)
            .ReactAsync(new ResultPublished(World.Budget.Id, World.Space.Id), CancellationToken.None);
    }
}
