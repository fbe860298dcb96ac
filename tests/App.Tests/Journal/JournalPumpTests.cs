using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Database;
using Participation.Jobs.Journal;
using Participation.Proposals;
using Xunit;

namespace Participation.App.Tests.Journal;

public class JournalPumpTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;
    private World _world = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _world = await World.InAsync(_app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Supports_are_counted_once_whoever_pumps()
    {
        var now = _app.Clock.GetUtcNow();
        var crowd = Enumerable.Range(0, 200).Select(i => World.Named($"p{i}", now)).ToList();
        await _app.SaveAsync([.. crowd]);
        await Task.WhenAll(crowd.Chunk(50).Select(chunk => Task.Run(async () =>
        {
            foreach (var person in chunk)
            {
                await SupportAsync(person);
            }
        })));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _app.Get<JournalPump>().PumpAllAsync())));
        await _app.PumpAsync();

        Assert.Equal(200, await SupportsAsync());
    }

    [Fact]
    public async Task What_is_not_yet_committed_is_not_passed_over()
    {
        var now = _app.Clock.GetUtcNow();
        var (early, late) = (World.Named("Early", now), World.Named("Late", now));
        await _app.SaveAsync(early, late);

        await _app.WithDbAsync(async slow =>
        {
            await using var transaction = await slow.Database.BeginTransactionAsync();
            (await slow.Proposals.SingleAsync()).Support(_world.Space, early, now);
            await slow.SaveChangesAsync();

            await SupportAsync(late);
            await _app.Get<JournalPump>().PumpAllAsync();
            await transaction.CommitAsync();
            return 0;
        });
        await _app.PumpAsync();

        Assert.Equal(2, await SupportsAsync());
    }

    [Fact]
    public async Task A_journal_restored_on_another_server_goes_on()
    {
        await SupportAsync(_world.Neighbour);
        await _app.PumpAsync();
        await _app.WithDbAsync(async db =>
        {
            // As if read on a server whose transactions had been counted much further.
            await db.Database.ExecuteSqlAsync($"update journal set transaction = '900000000000'");
            await db.Database.ExecuteSqlAsync($"update journal_readers set transaction = '900000000000'");
            return 0;
        });

        await RestoredJournal.ResumeAsync(_app.Connection);
        await SupportAsync(_world.Council);
        await _app.PumpAsync();

        Assert.Equal(2, await SupportsAsync());
    }

    private Task<int> SupportAsync(People.Person person) => _app.WithDbAsync(async db =>
    {
        var proposal = await db.Proposals.WithSupportOf(person.Id).SingleAsync();
        proposal.Support(_world.Space, person, _app.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    private Task<int> SupportsAsync() => _app.WithDbAsync(db => db.Proposals.Select(p => p.Supports).SingleAsync());
}
