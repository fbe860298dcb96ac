using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Database;
using Participation.Web.Accounts;
using Xunit;

namespace Participation.App.Tests.Database;

public class MigrationTests(Postgres postgres)
{
    private const string Columns =
        """
        select table_schema || '.' || table_name || '.' || column_name || ' ' || udt_name
            || coalesce('(' || character_maximum_length || ')', '') || case is_nullable when 'YES' then ' null' else '' end
            || case when is_identity = 'YES' then ' identity ' || identity_generation else '' end
        from information_schema.columns
        where table_schema in ('public', 'accounts') and table_name <> 'migrations'
        order by 1
        """;

    /// <summary>Uniqueness by table and columns, whether kept by an index or a constraint.</summary>
    private const string Keys =
        """
        select t.oid::regclass || ' (' || string_agg(a.attname, ', ' order by k.n) || ')' || case when i.indisprimary then ' primary' else '' end
        from pg_index i
        join pg_class t on t.oid = i.indrelid
        join pg_namespace s on s.oid = t.relnamespace and s.nspname in ('public', 'accounts')
        cross join lateral unnest(i.indkey) with ordinality k(attnum, n)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
        where i.indisunique and t.relname <> 'migrations'
        group by t.oid, i.indexrelid, i.indisprimary
        order by 1
        """;

    /// <summary>Without the one from accounts to people, which belongs to neither context.</summary>
    private const string ForeignKeys =
        """
        select conrelid::regclass || ' ' || substring(pg_get_constraintdef(f.oid) from '^FOREIGN KEY \(.*?\) REFERENCES [\w.]+')
        from pg_constraint f
        join pg_class t on t.oid = f.confrelid
        where contype = 'f' and connamespace in ('public'::regnamespace, 'accounts'::regnamespace) and connamespace = t.relnamespace
        order by 1
        """;

    [Theory]
    [InlineData(Columns)]
    [InlineData(Keys)]
    [InlineData(ForeignKeys)]
    public async Task The_mappings_and_the_migrations_describe_the_same_tables(string what)
    {
        var mapped = postgres.EmptyDatabase();
        await using (var db = new ParticipationDb(new DbContextOptionsBuilder<ParticipationDb>().UseNpgsql(mapped).Options))
        {
            await db.Database.EnsureCreatedAsync();
        }

        await using (var accounts = new AccountsDb(new DbContextOptionsBuilder<AccountsDb>().UseNpgsql(mapped).Options))
        {
            await accounts.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
        }

        Assert.Equal(await ReadAsync(mapped, what), await ReadAsync(await postgres.CopyAsync(), what));
    }

    [Fact]
    public async Task Servers_that_start_together_migrate_once()
    {
        var database = await postgres.CopyAsync();

        var ran = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Migrator.MigrateAsync(database)));

        Assert.All(ran, Assert.Empty);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string connectionString, string query)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
