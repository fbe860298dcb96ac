using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Database;
using Participation.Jobs.Journal;
using Participation.Proposals;
using Xunit;

namespace Participation.App.Tests.Journal;

public class JournalPumpTests(Postgres postgres) : TownTests(postgres)
{
    [Fact]
    public async Task Supports_are_counted_once_whoever_pumps()
    {
        var now = App.Clock.GetUtcNow();
        var crowd = Enumerable.Range(0, 200).Select(i => World.Named($"p{i}", now)).ToList();
        await App.SaveAsync([.. crowd]);
        await Task.WhenAll(crowd.Chunk(50).Select(chunk => Task.Run(async () =>
        {
            foreach (var person in chunk)
            {
                await SupportAsync(person);
            }
        })));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => App.Get<JournalPump>().PumpAllAsync())));
        await App.PumpAsync();

        Assert.Equal(200, await SupportsAsync());
    }

    [Fact]
    public async Task What_is_not_yet_committed_is_not_passed_over()
    {
        var now = App.Clock.GetUtcNow();
        var (early, late) = (World.Named("Early", now), World.Named("Late", now));
        await App.SaveAsync(early, late);

        await App.WithDbAsync(async slow =>
        {
            await using var transaction = await slow.Database.BeginTransactionAsync();
            (await slow.Proposals.SingleAsync()).Support(World.Space, early, now);
            await slow.SaveChangesAsync();

            await SupportAsync(late);
            await App.Get<JournalPump>().PumpAllAsync();
            await transaction.CommitAsync();
            return 0;
        });
        await App.PumpAsync();

        Assert.Equal(2, await SupportsAsync());
    }

    [Fact]
    public async Task A_journal_restored_on_another_server_goes_on()
    {
        await SupportAsync(World.Neighbour);
        await App.PumpAsync();
        await App.WithDbAsync(async db =>
        {
            // As if read on a server whose transactions had been counted much further.
            await db.Database.ExecuteSqlAsync($"update journal set transaction = '900000000000'");
            await db.Database.ExecuteSqlAsync($"update journal_readers set transaction = '900000000000'");
            return 0;
        });

        await RestoredJournal.ResumeAsync(App.Connection);
        await SupportAsync(World.Council);
        await App.PumpAsync();

        Assert.Equal(2, await SupportsAsync());
    }

    private Task<int> SupportAsync(People.Person person) => App.WithDbAsync(async db =>
    {
        var proposal = await db.Proposals.WithSupportOf(person.Id).SingleAsync();
        proposal.Support(World.Space, person, App.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    private Task<int> SupportsAsync() => App.WithDbAsync(db => db.Proposals.Select(p => p.Supports).SingleAsync());
}
