using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Participation.Database;
using Participation.People;
using Participation.Web.Accounts;
using Xunit;

namespace Participation.Browser.Tests.Support;

/// <summary>The whole program on a port of its own: web and jobs, on a database of its own.</summary>
public sealed class ServedTown : IAsyncDisposable
{
    private readonly string _boards = Directory.CreateTempSubdirectory("boards-").FullName;
    private readonly WebApplicationFactory<Program> _factory;

    private ServedTown(string connection, bool demo, MovingClock clock, bool staffNeedsPasswordOnly)
    {
        Connection = connection;
        Clock = clock;
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseSetting("ConnectionStrings:Participation", connection);
            web.UseSetting("Urls", "http://127.0.0.1:0");
            web.UseSetting("Almanac:MaxAge", "00:00:00");
            web.UseSetting("Board:Folder", _boards);
            web.UseSetting("Demo", demo ? "true" : "false");
            if (staffNeedsPasswordOnly)
            {
                web.UseSetting("Accounts:SecondFactorForStaff", "false");
            }

            web.UseSetting("Limits:SignInsPerAddress", "1000");
            web.UseSetting("Town:Map:Tiles", "");
            web.UseSetting("Town:Map:Geocoder", "");
            web.ConfigureLogging(l => l.ClearProviders());
            web.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        });
        _factory.UseKestrel(0);
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress.ToString();
    }

    public string Address { get; }

    public string Connection { get; }

    public MovingClock Clock { get; }

    /// <param name="connection">To a database that is migrated.</param>
    /// <param name="demo">Whether the invented town is put there.</param>
    /// <param name="clock">What the town goes by; null for one of its own.</param>
    /// <param name="staffNeedsPasswordOnly">Whether council and moderators come in without a second factor, as they do in the demo.</param>
    public static ServedTown Start(string connection, bool demo = false, MovingClock? clock = null, bool staffNeedsPasswordOnly = false) =>
        new(connection, demo, clock ?? new MovingClock(), staffNeedsPasswordOnly);

    public T Get<T>() where T : notnull => _factory.Services.GetRequiredService<T>();

    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> use) where TService : notnull
    {
        await using var scope = _factory.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task WithAsync<TService>(Func<TService, Task> use) where TService : notnull
    {
        await using var scope = _factory.Services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task SaveAsync(params object[] things) => WithAsync<ParticipationDb, int>(db =>
    {
        db.AddRange(things);
        return db.SaveChangesAsync();
    });

    /// <summary>The person, with an account that may sign in at once.</summary>
    public async Task JoinAsync(Person person, string email, string password) => Assert.True(
        await WithAsync<Registration, bool>(r => r.JoinAsync(person, new Account(person, email) { EmailConfirmed = true }, password)));

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        Directory.Delete(_boards, recursive: true);
    }
}
