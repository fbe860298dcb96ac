using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Jobs.Spaces;
using Participation.Spaces;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Spaces;

public sealed class AnnouncePhasesTests(Postgres postgres) : TownTests(postgres)
{
    [Fact]
    public async Task An_opening_is_told_once_however_many_tell()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(AnnounceAsync)));
        await AnnounceAsync();

        Assert.Equal(1, await ToldAsync());
    }

    [Fact]
    public async Task A_closing_is_told_from_its_minute_on()
    {
        await AnnounceAsync();
        App.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        await AnnounceAsync();
        Assert.Equal(1, await ToldAsync());

        App.Clock.Advance(TimeSpan.FromSeconds(1));
        await AnnounceAsync();

        Assert.Equal(2, await ToldAsync());
    }

    [Fact]
    public async Task A_phase_that_was_moved_opens_anew()
    {
        await AnnounceAsync();
        var now = App.Clock.GetUtcNow();
        await App.WithDbAsync(async db =>
        {
            var space = await db.Spaces.SingleAsync();
            space.Replan(space.Phases[0], space.Phases[0].Title, LocalizedText.Empty, now.AddDays(2), now.AddDays(9), Acts.Vote, now);
            return await db.SaveChangesAsync();
        });

        App.Clock.Advance(TimeSpan.FromDays(2));
        await AnnounceAsync();

        Assert.Equal(2, await ToldAsync());
    }

    [Fact]
    public async Task What_happens_in_a_space_that_nobody_sees_is_not_told()
    {
        await App.WithDbAsync(db => db.Spaces.ExecuteUpdateAsync(s => s.SetProperty(x => x.PublishedAt, (DateTimeOffset?)null)));

        await AnnounceAsync();

        Assert.Equal(0, await ToldAsync());
    }

    private Task AnnounceAsync() => App.WithDbAsync(async db =>
    {
        await new PhaseHerald(db, App.Clock).RunAsync(new AnnouncePhases(), CancellationToken.None);
        return 0;
    });

    private Task<int> ToldAsync() => App.WithDbAsync(db => db.Journal.CountAsync(j => j.Kind == nameof(PhaseChanged)));
}
