using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Participation.Database;
using Participation.Jobs.Journal;
using Participation.People;
using Participation.Web.Accounts;

namespace Participation.App.Tests.Support;

/// <summary>The application as people meet it, on a database of its own.</summary>
public sealed class App : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;

    private readonly bool _ownsBoards;

    private App(string connection, string boards, bool ownsBoards, Action<IWebHostBuilder>? also) => (Connection, Boards, _ownsBoards, _factory) = (connection, boards, ownsBoards, new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
    {
        web.UseSetting("ConnectionStrings:Participation", connection);
        web.UseSetting("Jobs:Run", "false");
        web.UseSetting("Demo", "false");
        web.UseSetting("Almanac:MaxAge", "00:00:00");
        web.UseSetting("VisitorCache", "false");
        web.UseSetting("Board:Folder", boards);
        web.ConfigureLogging(l => l.ClearProviders());
        web.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, SignedInByHeader>("test", test =>
                // Without the header, whoever signed in with a password or passkey is signed in as in life.
                test.ForwardDefaultSelector = context => context.Request.Headers.ContainsKey(SignedInByHeader.Header) ? null : IdentityConstants.ApplicationScheme);
        });
        also?.Invoke(web);
    }));

    /// <summary>Of the database, password and all.</summary>
    public string Connection { get; }

    /// <summary>Where the key and the anchors of its ballot boxes lie.</summary>
    public string Boards { get; }

    public TestClock Clock { get; } = new(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));

    public TestServer Server => _factory.Server;

    /// <summary>What the header of a request must be for <paramref name="person"/> to be signed in.</summary>
    public static (string Name, string Value) SignedIn(Person person) => (SignedInByHeader.Header, person.Id.ToString());

    public static async Task<App> StartAsync(Postgres postgres, Action<IWebHostBuilder>? also = null) => new(await postgres.CopyAsync(), Path.Combine(Path.GetTempPath(), $"boards-{Guid.NewGuid():N}"), ownsBoards: true, also);

    /// <summary>On a database of the caller's own, migrated, whose boards lie in a folder that outlives it.</summary>
    public static App StartOn(string connection, string boards) => new(connection, boards, ownsBoards: false, null);

    /// <summary>A second web node on the same database.</summary>
    /// <param name="first">The other node.</param>
    /// <param name="boards">Null for the folder that both share.</param>
    public static App StartBeside(App first, string? boards = null) => new(first.Connection, boards ?? first.Boards, ownsBoards: false, null);

    /// <summary>A browser with nobody, or <paramref name="person"/>, signed in; in French unless said.</summary>
    public Browser Browse(Person? person = null, string language = "fr", bool follow = true)
    {
        var client = _factory.CreateClient(new() { AllowAutoRedirect = follow, HandleCookies = true });
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        if (person is not null)
        {
            client.DefaultRequestHeaders.Add(SignedInByHeader.Header, person.Id.ToString());
        }

        return new Browser(client);
    }

    public async Task<T> WithDbAsync<T>(Func<ParticipationDb, Task<T>> use)
    {
        await using var scope = _factory.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<ParticipationDb>());
    }

    /// <summary>Uses a service that lives as long as a request.</summary>
    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> use) where TService : notnull
    {
        await using var scope = _factory.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task SaveAsync(params object[] things) => WithDbAsync(db =>
    {
        db.AddRange(things);
        return db.SaveChangesAsync();
    });

    /// <summary>
    /// Does all that follows from what happened, as the pump would, before returning. The pump waits for every older
    /// transaction on its server; those of other tests are waited for here.
    /// </summary>
    public async Task PumpAsync()
    {
        bool othersWrite;
        do
        {
            othersWrite = await OthersWriteAsync();
            await Get<JournalPump>().PumpAllAsync();
        }
        while (othersWrite && await HasUnreadAsync());
    }

    public T Get<T>() where T : notnull => _factory.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();

        // Every test has a database, and so a pool, of its own; together they would use up the server's connections.
        NpgsqlConnection.ClearAllPools();
        if (_ownsBoards && Directory.Exists(Boards))
        {
            Directory.Delete(Boards, recursive: true);
        }
    }

    private Task<bool> OthersWriteAsync() => WithDbAsync(db => db.Database.SqlQuery<bool>(
        $"""
        select exists (select from pg_stat_activity where backend_xid is not null and datname <> current_database()) as "Value"
        """).SingleAsync());

    private Task<bool> HasUnreadAsync() => WithDbAsync(db => db.Database.SqlQuery<bool>(
        $"""
        select exists (select from journal j join journal_readers r on r.name = 'pump' where (j.transaction, j.id) > (r.transaction, r.entry_id)) as "Value"
        """).SingleAsync());

    /// <summary>Signs in whoever the header names, so that a test need not type a password every time.</summary>
    private sealed class SignedInByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, ParticipationDb db)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        public const string Header = "x-test-person";

        protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (!Guid.TryParse(Request.Headers[Header].ToString(), out var id) || await db.People.FindAsync(id) is not { } person)
            {
                return AuthenticateResult.NoResult();
            }

            var identity = new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, id.ToString()), new Claim(ClaimTypes.Role, person.Role.ToString()), SecondFactor.Code], "test");
            return AuthenticateResult.Success(new(new(identity), "test"));
        }
    }
}
