using Npgsql;
using Participation.App.Tests.Support;
using Participation.Database;
using Xunit;

[assembly: AssemblyFixture(typeof(Postgres))]

namespace Participation.App.Tests.Support;

/// <summary>One PostgreSQL for the whole run, and in it one database with the schema, to copy from.</summary>
public sealed class Postgres : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"participation-{Guid.NewGuid():N}");
    private EmbeddedPostgres _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedPostgres.StartAsync(_folder, durable: false);
        await Migrator.MigrateAsync(_server.ConnectionString);
        NpgsqlConnection.ClearAllPools();
    }

    public string EmptyDatabase() => Address("empty_" + Guid.NewGuid().ToString("N"));

    /// <summary>A fresh database, a copy of the schema.</summary>
    public async Task<string> CopyAsync()
    {
        var name = "test_" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(Address("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name} template participation", connection);
        await command.ExecuteNonQueryAsync();
        return Address(name);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Address(string database) =>
        new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = database, MaxPoolSize = 20 }.ConnectionString;
}
