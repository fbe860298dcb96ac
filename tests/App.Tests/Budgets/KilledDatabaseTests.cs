using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>Program and database die while people vote. What was given a receipt is in the box afterwards.</summary>
public sealed class KilledDatabaseTests : IDisposable
{
    private const int Voters = 400;
    private const int Before = 60;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"participation-killed-{Guid.NewGuid():N}");
    private readonly ConcurrentBag<Receipt> _receipts = [];

    private string Boards => Path.Combine(_folder, "boards");

    [Fact]
    public async Task Every_receipt_that_was_given_holds_after_the_database_was_killed()
    {
        var (world, crowd) = await VoteUntilKilledAsync();
        var given = _receipts.Count;
        Assert.InRange(given, Before, Voters - 1);

        await using var server = await EmbeddedPostgres.StartAsync(_folder);
        await using (var app = Support.App.StartOn(server.ConnectionString, Boards))
        {
            // Those who got no answer try again; some of them are in the box already.
            foreach (var person in crowd.Reverse().Take(20))
            {
                await TryAsync(app, world, person);
            }

            app.Clock.Advance(TimeSpan.FromDays(31));
            await app.CloseVoteAsync(world);

            var checks = await app.WithDbAsync(async db =>
            {
                var budget = await db.Budgets.WithProjects().SingleAsync();
                return Verification.Of(db.BundleOf(budget, (await db.Boards.Select(b => b.Outcome).SingleAsync())!), [.. _receipts]);
            });
            Assert.True(_receipts.Count > given);
            Assert.All(checks, check => Assert.Empty(check.Failures));
            Assert.Equal(await app.WithDbAsync(db => db.Roll.CountAsync()), await app.WithDbAsync(db => db.Ballots.CountAsync()));
        }

        NpgsqlConnection.ClearAllPools();
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task<(World World, Person[] Crowd)> VoteUntilKilledAsync()
    {
        var server = await EmbeddedPostgres.StartAsync(_folder);
        await Migrator.MigrateAsync(server.ConnectionString);
        await using var app = Support.App.StartOn(server.ConnectionString, Boards);
        var world = await World.InAsync(app);
        var crowd = Enumerable.Range(0, Voters).Select(i => World.Named($"p{i}", app.Clock.GetUtcNow())).ToArray();
        await app.SaveAsync([.. crowd]);

        var voting = crowd.Chunk(Voters / 4).Select(share => Task.Run(async () =>
        {
            foreach (var person in share)
            {
                await TryAsync(app, world, person);
            }
        })).ToList();
        while (_receipts.Count < Before)
        {
            await Task.Delay(5);
        }

        var pid = int.Parse(File.ReadLines(Path.Combine(_folder, "cluster", "postmaster.pid")).First(), null);
        Process.GetProcessById(pid).Kill();
        await Task.WhenAll(voting);
        server.Abandon();
        NpgsqlConnection.ClearAllPools();

        return (world, crowd);
    }

    private async Task TryAsync(Support.App app, World world, Person person)
    {
        try
        {
            _receipts.Add((await app.CastAsync(world, person, 1)).Receipt);
        }
        catch (Exception e) when (e is NpgsqlException or RefusedException or InvalidOperationException or IOException or TimeoutException)
        {
            // No answer, or none but that they have voted: no receipt.
        }
    }
}
