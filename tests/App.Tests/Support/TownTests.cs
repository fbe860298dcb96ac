using Microsoft.AspNetCore.Hosting;
using Npgsql;
using Xunit;

namespace Participation.App.Tests.Support;

/// <summary>Tests of the whole program, each in a town of its own.</summary>
public abstract class TownTests(Postgres postgres) : IAsyncLifetime
{
    protected Postgres Postgres { get; } = postgres;
    protected App App { get; private set; } = null!;
    protected World World { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await Support.App.StartAsync(Postgres, Configure);
        World = await FoundAsync();
        await ArrangeAsync();
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>Settings unlike those of other tests.</summary>
    protected virtual void Configure(IWebHostBuilder web)
    {
    }

    protected virtual Task<World> FoundAsync() => World.InAsync(App);

    /// <summary>What has happened before each of these tests.</summary>
    protected virtual Task ArrangeAsync() => Task.CompletedTask;

    /// <summary>Why it is refused; null when it is done.</summary>
    protected static async Task<Refusal?> RefusalAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Refusal;
        }
    }

    /// <summary>Which constraint refuses a statement, whose one value is the budget's id.</summary>
    protected async Task<string?> SaidAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(World.Budget.Id);

        return (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).ConstraintName;
    }
}
