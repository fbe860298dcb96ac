using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Participation.App.Tests.Support;
using Xunit;

namespace Participation.App.Tests.Foundation;

public class OperationTests(Postgres postgres)
{
    [Fact]
    public async Task A_town_whose_database_answers_is_alive_and_ready()
    {
        await using var app = await Support.App.StartAsync(postgres);

        Assert.Equal(HttpStatusCode.OK, (await app.Browse().Http.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Browse().Http.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task A_town_whose_schema_is_behind_is_alive_and_not_ready()
    {
        await using var app = await Support.App.StartAsync(postgres);
        Assert.Equal(HttpStatusCode.OK, (await app.Browse().Http.GetAsync("/health/ready")).StatusCode);
        await using var command = app.Get<NpgsqlDataSource>().CreateCommand("delete from migrations where name like '0001%'");
        await command.ExecuteNonQueryAsync();

        Assert.Equal(HttpStatusCode.OK, (await app.Browse().Http.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Browse().Http.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Logs_name_nobody()
    {
        var heard = new Ear();
        await using var app = await Support.App.StartAsync(postgres, web => web.ConfigureLogging(log => log.AddProvider(heard).SetMinimumLevel(LogLevel.Information)));
        var browser = app.Browse();
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");

        await (await browser.OpenAsync("/sign-in")).PressAsync("Se connecter", ("Email", "ama@exemple.fr"), ("Password", "un mot de passe faux"));
        await (await browser.OpenAsync("/sign-up")).PressAsync("Créer mon compte", ("Name", "Ama"), ("Email", "ama@exemple.fr"), ("Password", "un cheval de course"));
        await browser.OpenAsync("/nowhere?q=ama@exemple.fr");

        app.Get<ILogger<OperationTests>>().LogInformation("The ear hears");
        Assert.Contains(heard.Lines, line => line.Contains("The ear hears", StringComparison.Ordinal));
        Assert.DoesNotContain(heard.Lines, line => line.Contains("exemple.fr", StringComparison.OrdinalIgnoreCase) || line.Contains("203.0.113.7", StringComparison.Ordinal));
    }

    private sealed class Ear : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // Nothing is held but lines.
        }
    }
}
