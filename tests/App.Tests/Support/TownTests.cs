using Microsoft.AspNetCore.Hosting;
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
}
