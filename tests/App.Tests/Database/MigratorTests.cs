using Npgsql;
using Participation.Database;
using Xunit;

namespace Participation.App.Tests.Database;

public sealed class MigratorTests : IAsyncLifetime
{
    private static readonly (string, string) _first = ("0001_squares_have_names", "create table squares (name text)");
    private static readonly (string, string) _second = ("0002_one_square", "insert into squares values ('Place de la Mairie')");
    private static readonly (string, string) _wrong = ("0003_wrong", "insert into squares values ('Place Noire'); select nothing from nowhere");

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"participation-{Guid.NewGuid():N}");
    private EmbeddedPostgres _server = null!;

    [Fact]
    public async Task Each_file_is_run_once()
    {
        var first = await Migrator.MigrateAsync(_server.ConnectionString, [_first]);
        var second = await Migrator.MigrateAsync(_server.ConnectionString, [_first, _second]);
        var third = await Migrator.MigrateAsync(_server.ConnectionString, [_first, _second]);

        Assert.Equal([_first.Item1], first);
        Assert.Equal([_second.Item1], second);
        Assert.Empty(third);
    }

    [Fact]
    public async Task Servers_that_start_together_migrate_once()
    {
        var ran = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Migrator.MigrateAsync(_server.ConnectionString, [_first, _second])));

        Assert.Equal(2, ran.Sum(names => names.Count));
        Assert.Equal(1L, await CountAsync());
    }

    [Fact]
    public async Task A_failure_names_its_file_and_leaves_what_came_before()
    {
        var failure = await Assert.ThrowsAsync<MigrationFailedException>(() =>
            Migrator.MigrateAsync(_server.ConnectionString, [_first, _second, _wrong]));

        Assert.Equal("0003_wrong", failure.Name);
        Assert.Contains("nowhere", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync());
        Assert.Empty(await Migrator.MigrateAsync(_server.ConnectionString, [_first, _second]));
    }

    public async ValueTask InitializeAsync() => _server = await EmbeddedPostgres.StartAsync(_folder, durable: false);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<object?> CountAsync()
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from squares", connection);
        return await command.ExecuteScalarAsync();
    }
}
