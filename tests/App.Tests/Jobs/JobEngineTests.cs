using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Jobs.Engine;
using Xunit;

namespace Participation.App.Tests.Jobs;

public sealed class JobEngineTests(Postgres postgres) : IAsyncLifetime
{
    private readonly Bell _bell = new();
    private readonly List<IHost> _nodes = [];
    private string _database = "";

    [Fact]
    public async Task An_order_is_carried_out_when_it_is_given()
    {
        var engine = await NodeAsync();

        await engine.GiveAsync(new RingBell("noon"));

        await _bell.HearAsync("noon");
        Assert.Equal("noon", _bell.Rung.Single().Name);
    }

    [Fact]
    public async Task An_order_for_later_waits_for_its_time()
    {
        var engine = await NodeAsync();
        var due = DateTimeOffset.UtcNow.AddSeconds(2);

        await engine.GiveAsync(new RingBell("evening"), due);

        var waiting = Assert.Single((await engine.ListAsync(RunState.Scheduled)).Runs);
        Assert.Equal(nameof(RingBell), waiting.Kind);
        Assert.Contains("evening", waiting.Order, StringComparison.Ordinal);
        Assert.Equal(due, waiting.At, TimeSpan.FromSeconds(1));
        await _bell.HearAsync("evening");
        Assert.InRange(_bell.Rung.Single().At, due.AddMilliseconds(-50), due.AddSeconds(2));
    }

    [Fact]
    public async Task A_later_order_with_the_same_key_takes_the_place_of_the_one_that_waits()
    {
        var engine = await NodeAsync();

        await engine.GiveAsync(new RingBell("opening"), DateTimeOffset.UtcNow.AddHours(1), key: "space 1");
        await engine.GiveAsync(new RingBell("moved opening"), DateTimeOffset.UtcNow.AddMilliseconds(500), key: "space 1");

        await _bell.HearAsync("moved opening");
        Assert.Empty((await engine.ListAsync(RunState.Scheduled)).Runs);
    }

    [Fact]
    public async Task An_order_that_is_called_off_is_not_carried_out()
    {
        var engine = await NodeAsync();
        await engine.GiveAsync(new RingBell("opening"), DateTimeOffset.UtcNow.AddHours(1), key: "space 1");

        Assert.True(await engine.CancelAsync<RingBell>("space 1"));

        Assert.False(await engine.CancelAsync<RingBell>("space 1"));
        Assert.Empty((await engine.ListAsync(RunState.Scheduled)).Runs);
    }

    [Fact]
    public async Task Orders_with_the_same_key_are_carried_out_one_at_a_time()
    {
        var engine = await NodeAsync();
        _bell.Closed = true;
        await engine.GiveAsync(new RingBell("first"), key: "tower");
        await _bell.BegunAsync(1);

        await engine.GiveAsync(new RingBell("second"), key: "tower");
        await Task.Delay(1500);
        Assert.Equal(1, _bell.Begun);

        _bell.Closed = false;
        await _bell.HearAsync("second");
    }

    [Fact]
    public async Task What_fails_is_tried_again_each_time_after_a_longer_wait()
    {
        var engine = await NodeAsync();
        _bell.FailuresToCome = 3;

        await engine.GiveAsync(new RingBell("noon"));

        await _bell.HearAsync("noon");
        var waits = _bell.Tries.Zip(_bell.Tries.Skip(1), (one, next) => next - one).ToList();
        Assert.Equal(3, waits.Count);
        Assert.All(Enumerable.Range(0, 3), n => Assert.True(waits[n] >= _pace.Delays[n] - TimeSpan.FromMilliseconds(50), $"{n}: {waits[n]}"));
        Assert.Empty((await engine.ListAsync(RunState.Failed)).Runs);
    }

    [Fact]
    public async Task What_keeps_failing_rests_is_listed_and_is_retried_by_hand()
    {
        var engine = await NodeAsync(new JobPace { Delays = [TimeSpan.FromMilliseconds(10)] });
        _bell.FailuresToCome = 2;
        await engine.GiveAsync(new RingBell("noon"));

        var failed = await Eventually(async () => (await engine.ListAsync(RunState.Failed)).Runs.SingleOrDefault());
        Assert.Equal(2, failed.Tries);
        Assert.Contains("rope", failed.Error, StringComparison.Ordinal);
        Assert.Contains("noon", failed.Order, StringComparison.Ordinal);

        Assert.True(await engine.RetryAsync(failed.Id));
        await _bell.HearAsync("noon");
        Assert.False(await engine.RetryAsync(failed.Id));
        Assert.Empty((await engine.ListAsync(RunState.Failed)).Runs);
        var done = await Eventually(async () => (await engine.ListAsync(RunState.Done)).Runs.SingleOrDefault());
        Assert.Contains("noon", done.Order, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_carry_out_an_order_once()
    {
        var one = await NodeAsync();
        var two = await NodeAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => (n % 2 == 0 ? one : two).GiveAsync(new RingBell($"bell {n}"))));

        await Eventually(() => Task.FromResult(_bell.Rung.Count >= 50 ? "all" : null));
        await Task.Delay(500);
        Assert.Equal(50, _bell.Rung.Select(r => r.Name).Distinct().Count());
        Assert.Equal(50, _bell.Rung.Count);
    }

    [Fact]
    public async Task A_server_that_only_gives_orders_leaves_them_to_the_others()
    {
        var giver = await NodeAsync(run: false);
        await giver.GiveAsync(new RingBell("noon"));
        await Task.Delay(1500);
        Assert.Empty(_bell.Rung);

        await NodeAsync();

        await _bell.HearAsync("noon");
    }

    [Fact]
    public async Task What_a_dying_server_was_at_another_takes_over()
    {
        var doomed = new Bell { Closed = true };
        var login = await LoginAsync(_database);
        var engine = await NodeAsync(bell: doomed, login: login);
        await engine.GiveAsync(new RingBell("noon"));
        await doomed.BegunAsync(1);

        // As good as dead: the database hears no more from it.
        await TakeAwayAsync(login, _database);
        await NodeAsync();

        await _bell.HearAsync("noon", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_order_given_again_and_again_keeps_what_it_missed()
    {
        var engine = await NodeAsync(run: false);
        await engine.EveryAsync(new RingBell("hourly"), "0 * * * *", TimeZoneInfo.Utc);
        await RunAsync(_database, "update quartz.qrtz_triggers set next_fire_time = next_fire_time - 72000000000");

        await engine.EveryAsync(new RingBell("hourly"), "0 * * * *", TimeZoneInfo.Utc);
        await NodeAsync();

        await _bell.HearAsync("hourly", TimeSpan.FromSeconds(20));
        // While it is being carried out it is not waiting.
        Assert.Equal(0, (await Eventually(async () => (await engine.ListAsync(RunState.Scheduled)).Runs.SingleOrDefault())).At.Minute);
    }

    public async ValueTask InitializeAsync() => _database = await postgres.CopyAsync();

    public async ValueTask DisposeAsync()
    {
        _bell.Closed = false;
        // A server whose database is gone may never come to its end. Here it may be left behind.
        var stopped = Task.WhenAll(_nodes.Select(node => node.StopAsync(new CancellationToken(canceled: true)).ContinueWith(_ => { }, TaskScheduler.Default)));
        await Task.WhenAny(stopped, Task.Delay(TimeSpan.FromSeconds(15)));
    }

    private static readonly JobPace _pace = new()
    {
        Delays = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(900)],
        Pulse = TimeSpan.FromSeconds(1),
    };

    private async Task<IJobEngine> NodeAsync(JobPace? pace = null, bool run = true, Bell? bell = null, string? login = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(bell ?? _bell);
        builder.Services.AddJobEngine(login ?? _database, run, pace ?? _pace, typeof(JobEngineTests).Assembly);
        var host = builder.Build();
        _nodes.Add(host);
        await host.StartAsync();
        return host.Services.GetRequiredService<IJobEngine>();
    }

    /// <summary>A login to the same database that can be taken away.</summary>
    private static async Task<string> LoginAsync(string database)
    {
        var login = new NpgsqlConnectionStringBuilder(database) { Username = "server_" + Guid.NewGuid().ToString("N"), Password = "bell" };
        await RunAsync(database, $"create role {login.Username} superuser login password 'bell'");
        return login.ConnectionString;
    }

    private static async Task TakeAwayAsync(string login, string database)
    {
        var name = new NpgsqlConnectionStringBuilder(login).Username;
        await RunAsync(database, $"alter role {name} nologin; select pg_terminate_backend(pid) from pg_stat_activity where usename = '{name}'");
    }

    private static async Task RunAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> Eventually<T>(Func<Task<T?>> ask)
        where T : class
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException();
    }
}

public sealed record RingBell(string Name);

internal sealed class BellRinger(Bell bell) : IJob<RingBell>
{
    public Task RunAsync(RingBell order, CancellationToken stop) => bell.RingAsync(order.Name, stop);
}

internal sealed class Bell
{
    private int _begun;
    private int _failuresToCome;

    public ConcurrentQueue<(string Name, DateTimeOffset At)> Rung { get; } = new();
    public ConcurrentQueue<DateTimeOffset> Tries { get; } = new();
    public int Begun => _begun;
    public volatile bool Closed;
    public int FailuresToCome { set => _failuresToCome = value; }

    public async Task RingAsync(string name, CancellationToken stop)
    {
        Tries.Enqueue(DateTimeOffset.UtcNow);
        Interlocked.Increment(ref _begun);
        while (Closed)
        {
            await Task.Delay(20, stop);
        }

        if (Interlocked.Decrement(ref _failuresToCome) >= 0)
        {
            throw new IOException("The rope broke.");
        }

        Rung.Enqueue((name, DateTimeOffset.UtcNow));
    }

    public Task HearAsync(string name, TimeSpan? patience = null) => UntilAsync(() => Rung.Any(one => one.Name == name), patience);

    public Task BegunAsync(int count) => UntilAsync(() => _begun >= count, null);

    private static async Task UntilAsync(Func<bool> isSo, TimeSpan? patience)
    {
        var until = DateTime.UtcNow + (patience ?? TimeSpan.FromSeconds(10));
        while (!isSo())
        {
            Assert.True(DateTime.UtcNow < until, "Nothing was heard.");
            await Task.Delay(20);
        }
    }
}
