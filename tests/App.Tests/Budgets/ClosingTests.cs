using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Budgets;
using Participation.Journal;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>One result, once: whoever closes, how often, and wherever it is stopped.</summary>
public sealed class ClosingTests(Postgres postgres) : TownTests(postgres)
{
    [Fact]
    public async Task A_closed_vote_is_counted_and_published_with_what_was_left()
    {
        await App.CastAsync(World, World.Author, 1, 2);
        await App.CastAsync(World, World.Neighbour, 1, 4);
        await App.CastAsync(World, World.Council, 3, 4);
        PassTheEnd();

        await CloseAllAsync();

        var (budget, result) = await ResultAsync();
        Assert.NotNull(budget.ClosedAt);
        Assert.NotNull(budget.PublishedAt);
        Assert.Equal((3, 100_000_00L), (result.Ballots, result.SpentMinor));
        Assert.Equal([4, 1, 2], await ChosenAsync());
    }

    [Fact]
    public async Task Nothing_is_closed_before_its_time()
    {
        await App.CastAsync(World, World.Author, 1);

        await CloseAllAsync();

        Assert.Empty(await App.WithDbAsync(db => db.Results.ToListAsync()));
        await Assert.ThrowsAsync<RefusedException>(() => App.ClosingAsync(c => c.CloseAsync(World.Budget.Id, App.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task Closing_again_changes_nothing()
    {
        await App.CastAsync(World, World.Author, 1);
        PassTheEnd();
        await CloseAllAsync();
        var first = await ResultAsync();

        App.Clock.Advance(TimeSpan.FromHours(1));
        await App.ClosingAsync(c => c.CloseAsync(World.Budget.Id, App.Clock.GetUtcNow()));

        var second = await ResultAsync();
        Assert.Equal(first.Budget.PublishedAt, second.Budget.PublishedAt);
        Assert.Equal(first.Result.CountedAt, second.Result.CountedAt);
        Assert.Equal(1, await FactsAsync<ResultPublished>());
        Assert.Equal(1, await FactsAsync<VoteClosed>());
    }

    [Fact]
    public async Task A_closer_killed_after_the_seal_leaves_its_work_to_the_next()
    {
        await App.CastAsync(World, World.Author, 1);
        PassTheEnd();
        await App.ClosingAsync(c => c.SealAsync(World.Budget.Id, App.Clock.GetUtcNow()));

        await CloseAllAsync();

        Assert.Equal(1, (await ResultAsync()).Result.Ballots);
    }

    [Fact]
    public async Task A_closer_killed_while_it_publishes_leaves_nothing_half_done()
    {
        await App.CastAsync(World, World.Author, 1);
        PassTheEnd();
        await ExecuteAsync("alter table project_results add constraint killed check (false) not valid");
        await Assert.ThrowsAnyAsync<Exception>(CloseAllAsync);
        Assert.Empty(await App.WithDbAsync(db => db.Results.ToListAsync()));
        Assert.Equal(0, await FactsAsync<ResultPublished>());
        Assert.Null(await App.WithDbAsync(db => db.Budgets.Select(b => b.PublishedAt).SingleAsync()));

        await ExecuteAsync("alter table project_results drop constraint killed");
        await CloseAllAsync();

        Assert.Equal([1], await ChosenAsync());
        Assert.Equal(1, await FactsAsync<ResultPublished>());
    }

    [Fact]
    public async Task Many_closers_at_once_make_one_result()
    {
        await App.CastAsync(World, World.Author, 1);
        PassTheEnd();
        var now = App.Clock.GetUtcNow();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => App.ClosingAsync(c => c.CloseAsync(World.Budget.Id, now)))));

        Assert.Equal([1], await ChosenAsync());
        Assert.Equal(1, await FactsAsync<VoteClosed>());
        Assert.Equal(1, await FactsAsync<ResultPublished>());
    }

    /// <remarks>
    /// Both have found the budget unpublished and have counted it. To leave the last word to the key alone, the second
    /// is made to believe that nobody saved the budget in between.
    /// </remarks>
    [Fact]
    public async Task Of_two_who_have_counted_only_one_publishes()
    {
        await App.CastAsync(World, World.Author, 1);
        PassTheEnd();
        var now = App.Clock.GetUtcNow();
        await App.ClosingAsync(c => c.SealAsync(World.Budget.Id, now));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => App.WithDbAsync(async slow =>
        {
            var budget = await slow.Budgets.WithProjects().SingleAsync();
            await App.ClosingAsync(c =>
            {
                budget.Publish(c.Count(budget), now);
                return Task.CompletedTask;
            });

            await App.ClosingAsync(c => c.PublishAsync(budget.Id, now));
            await ExecuteAsync("update budgets set version = version - 1");
            return await slow.SaveChangesAsync();
        }));

        Assert.Equal(BudgetRefusals.AlreadyCounted, refused.Refusal);
        Assert.Equal(1, await FactsAsync<ResultPublished>());
    }

    [Fact]
    public async Task A_ballot_on_its_way_is_waited_for_and_counted()
    {
        await App.CastAsync(World, World.Author, 1);
        var end = PassTheEnd();

        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        await using var late = await connection.BeginTransactionAsync();
        await InsertAsync(connection, 2);

        var closing = Task.Run(() => App.ClosingAsync(c => c.SealAsync(World.Budget.Id, end)));
        Assert.NotSame(closing, await Task.WhenAny(closing, Task.Delay(TimeSpan.FromSeconds(1))));
        await late.CommitAsync();
        await closing;

        Assert.Equal(2, await App.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    [Fact]
    public async Task A_ballot_that_meets_the_seal_waits_for_it_and_is_refused()
    {
        await App.CastAsync(World, World.Author, 1);
        var end = PassTheEnd();
        await using var sealing = new NpgsqlConnection(App.Connection);
        await sealing.OpenAsync();
        await using var seal = await sealing.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("update budgets set closed_at = $1", sealing) { Parameters = { new() { Value = end } } };
        await command.ExecuteNonQueryAsync();

        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        var late = Task.Run(() => InsertAsync(connection, 2));
        Assert.NotSame(late, await Task.WhenAny(late, Task.Delay(TimeSpan.FromSeconds(1))));
        await seal.CommitAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => late);
        Assert.Equal("a_ballot_comes_before_the_close", refused.ConstraintName);
    }

    [Fact]
    public async Task Every_ballot_of_a_crowd_at_the_close_is_counted_or_refused()
    {
        var now = App.Clock.GetUtcNow();
        var crowd = Enumerable.Range(0, 120).Select(i => World.Named($"p{i}", now)).ToList();
        await App.SaveAsync([.. crowd]);
        var taken = 0;

        var voting = crowd.Chunk(20).Select(chunk => Task.Run(async () =>
        {
            foreach (var person in chunk)
            {
                try
                {
                    await App.CastAsync(World, person, now, 1);
                    Interlocked.Increment(ref taken);
                }
                catch (RefusedException)
                {
                }
            }
        })).ToList();
        await Task.Delay(100);
        await App.ClosingAsync(c => c.CloseAsync(World.Budget.Id, now.AddDays(30)));
        await Task.WhenAll(voting);

        Assert.Equal(taken, (await ResultAsync()).Result.Ballots);
        Assert.Equal(taken, await App.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    [Fact]
    public async Task A_sealed_box_is_neither_opened_nor_emptied()
    {
        await App.CastAsync(World, World.Author, 1);
        PassTheEnd();
        await CloseAllAsync();

        foreach (var act in new[] { "update budgets set closed_at = null", "delete from ballots", "update ballots set projects = '{2}'", "delete from leaves", "update leaves set bytes = ''" })
        {
            await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(act));
        }
    }

    private DateTimeOffset PassTheEnd()
    {
        App.Clock.Advance(TimeSpan.FromDays(30));
        return App.Clock.GetUtcNow();
    }

    private async Task CloseAllAsync() => await App.ClosingAsync(async closing =>
    {
        foreach (var budget in await closing.DueAsync(App.Clock.GetUtcNow()))
        {
            await closing.CloseAsync(budget, App.Clock.GetUtcNow());
        }
    });

    private Task<(Budget Budget, Result Result)> ResultAsync() => App.WithDbAsync(async db =>
    {
        var budget = await db.Budgets.AsNoTracking().SingleAsync();
        return (budget, await db.Results.AsNoTracking().Include(r => r.Projects).SingleAsync());
    });

    private Task<List<int>> ChosenAsync() => App.WithDbAsync(db => db.ProjectResults
        .Where(r => r.Rank != null)
        .OrderBy(r => r.Rank)
        .Join(db.Projects, r => r.ProjectId, p => p.Id, (_, p) => p.Number)
        .ToListAsync());

    private Task<int> FactsAsync<T>() where T : IFact => App.WithDbAsync(db => db.Journal.CountAsync(j => j.Kind == typeof(T).Name));

    private async Task InsertAsync(NpgsqlConnection connection, int project)
    {
        await using var insert = new NpgsqlCommand("insert into ballots (budget_id, projects) values ($1, $2)", connection);
        insert.Parameters.AddWithValue(World.Budget.Id);
        insert.Parameters.AddWithValue(new[] { project });
        await insert.ExecuteNonQueryAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
