using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Database;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>
/// Tries to find out who cast which ballot, with all that is left after the close: every table with its hidden columns,
/// every line that was logged at any level, and the files beside the database.
/// </summary>
public sealed class SecrecyTests(Postgres postgres) : TownTests(postgres)
{
    private readonly Lines _log = new();
    private readonly List<(Person Person, Page Receipt)> _votes = [];
    private readonly HashSet<string> _castingTransactions = [];
    private readonly List<string> _codes = [];
    private Member _member = null!;

    protected override void Configure(IWebHostBuilder web)
    {
        web.UseSetting("Logging:LogLevel:Default", "Trace");
        web.UseSetting("Logging:LogLevel:Microsoft", "Trace");
    }

    protected override async Task ArrangeAsync()
    {
        App.Get<ILoggerFactory>().AddProvider(_log);

        // With a commission too: more is kept then while people vote, and must be gone afterwards.
        _member = new Member(World.Council);
        await App.SeatAsync(World, _member, new Member(World.Moderator));
        var crowd = Enumerable.Range(0, 12).Select(i => World.Named($"p{i}", App.Clock.GetUtcNow())).ToArray();
        await App.SaveAsync([.. crowd]);

        // Against the order of their ids, each in a batch of their own, and each with a time of their own.
        foreach (var person in crowd.Reverse())
        {
            var page = await App.Browse(person).OpenAsync($"/budgets/{World.Budget.Number}/vote");
            page = await page.PressAsync("Relire mon bulletin", ("Projects", "4"), ("Projects", "2"));
            _votes.Add((person, await page.PressAsync("Déposer mon bulletin")));
            _castingTransactions.UnionWith(await ColumnAsync("select xmin::text from roll"));
            App.Clock.Advance(TimeSpan.FromMinutes(7));
        }

        await VoteAtCounterAsync();
        await VoteOnPaperAsync();
    }

    [Fact]
    public async Task While_people_vote_no_row_names_both_a_person_and_their_ballot()
    {
        await NoRowHasBothAsync();
        Assert.All(await ColumnAsync("select projects::text from ballots where projects <> '{3}'"), projects => Assert.Equal("{2,4}", projects));
        Assert.Equal(["00:00:00"], (await ColumnAsync("select distinct (happened_at at time zone current_setting('TimeZone'))::time::text from journal where kind = 'BallotsCast'")));
    }

    [Fact]
    public async Task After_the_close_no_row_no_transaction_and_no_order_joins_a_person_to_a_ballot()
    {
        await CloseAsync();

        await NoRowHasBothAsync();
        Assert.Equal(13, _castingTransactions.Count);
        foreach (var table in (await TablesAsync()).Except(["public.leaves"]))
        {
            Assert.DoesNotContain(await ColumnAsync($"select xmin::text from {table}"), _castingTransactions.Contains);
        }

        Assert.DoesNotContain(await ColumnAsync("select transaction::text from journal"), _castingTransactions.Contains);
        Assert.Single(await ColumnAsync("select distinct xmin::text from roll"));
        Assert.Single(await ColumnAsync("select distinct xmin::text from ballots"));
        var persons = await ColumnAsync("select person_id::text from roll order by ctid");
        Assert.Equal(persons.Order(StringComparer.Ordinal), persons);
        var commitments = await ColumnAsync("select encode(commitment, 'hex') from ballots order by ctid");
        Assert.Equal(commitments.Order(StringComparer.Ordinal), commitments);
        Assert.Empty(await ColumnAsync("select body::text from journal where kind = 'BallotsCast'"));
    }

    [Fact]
    public async Task Nothing_leads_from_a_code_of_the_counter_to_a_ballot_nor_from_a_paper_to_its_voter()
    {
        Assert.Empty(await ColumnAsync("select person_id::text from counter_codes"));
        var secrets = _votes.SelectMany(v => SecretsOf(v.Receipt)).ToList();
        foreach (var table in await TablesAsync())
        {
            var rows = await ColumnAsync($"select t::text from {table} t");
            Assert.DoesNotContain(rows, row => _codes.Exists(code => row.Contains(code, StringComparison.OrdinalIgnoreCase)));
        }

        await CloseAsync();

        Assert.Empty(await ColumnAsync("select t::text from paper_sheets t"));
        Assert.Single(await ColumnAsync("select distinct xmin::text from ballots"));
        Assert.DoesNotContain(_log.Written, line => _codes.Exists(code => line.Contains(code, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(_log.Written, line => secrets.Exists(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task No_table_of_votes_knows_a_time_or_counts_up()
    {
        var columns = await ColumnAsync(
            "select table_name || '.' || column_name || ' ' || data_type || ' ' || is_identity from information_schema.columns where table_name in ('roll', 'ballots', 'leaves', 'heads', 'boards', 'paper_batches', 'paper_entries', 'paper_sheets', 'paper_voters')");

        Assert.NotEmpty(columns);
        Assert.DoesNotContain(columns, column => column.Contains("time", StringComparison.Ordinal) || column.EndsWith("YES", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_line_of_the_log_and_no_file_tells_a_ballot()
    {
        await CloseAsync();
        var secrets = _votes.SelectMany(v => SecretsOf(v.Receipt)).ToList();

        Assert.Contains(_log.Written, line => line.Contains("/vote/cast", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Written, line => secrets.Exists(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        foreach (var file in Directory.EnumerateFiles(App.Boards))
        {
            var text = await File.ReadAllTextAsync(file);
            Assert.DoesNotContain(_votes, v => text.Contains(v.Person.Id.ToString(), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_backup_of_the_database_joins_nobody_to_a_ballot()
    {
        await CloseAsync();
        var backup = await BackUpAsync();

        Assert.Contains(backup, line => line.StartsWith("INSERT INTO public.roll ", StringComparison.Ordinal));
        Assert.Contains(backup, line => line.StartsWith("INSERT INTO public.ballots ", StringComparison.Ordinal));
        Assert.All(backup, line => Assert.False(
            _votes.Any(v => line.Contains(v.Person.Id.ToString(), StringComparison.OrdinalIgnoreCase)) && _votes.Any(v => SecretsOf(v.Receipt).Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))),
            line));
        Assert.Equal(Sorted(backup, "roll"), backup.Where(line => line.StartsWith("INSERT INTO public.roll ", StringComparison.Ordinal)));
        Assert.Equal(Sorted(backup, "ballots"), backup.Where(line => line.StartsWith("INSERT INTO public.ballots ", StringComparison.Ordinal)));
        Assert.DoesNotContain(backup, line => line.StartsWith("INSERT INTO public.journal ", StringComparison.Ordinal) && line.Contains("BallotsCast", StringComparison.Ordinal));

        static IEnumerable<string> Sorted(List<string> backup, string table) =>
            backup.Where(line => line.StartsWith($"INSERT INTO public.{table} ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    }

    /// <summary>The lines of a dump, as a town keeps them.</summary>
    private async Task<List<string>> BackUpAsync()
    {
        var address = new NpgsqlConnectionStringBuilder(App.Connection);
        var server = int.Parse((await ColumnAsync("select split_part(current_setting('server_version'), '.', 1)"))[0], System.Globalization.CultureInfo.InvariantCulture);
        var program = PostgresBinaries.Find(major: server).PathOf("pg_dump");
        Assert.SkipUnless(File.Exists(program), "This PostgreSQL comes without pg_dump.");
        using var process = Process.Start(new ProcessStartInfo(program)
        {
            ArgumentList = { "--inserts", "--data-only", "-h", address.Host!, "-p", address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-U", address.Username!, address.Database! },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = address.Password },
        })!;
        // It warns of tables that refer to each other, which matters to those who would restore it.
        process.BeginErrorReadLine();
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);

        return lines;
    }

    /// <summary>What a dump of the database would hold, row by row.</summary>
    private async Task NoRowHasBothAsync()
    {
        var looked = 0;
        foreach (var table in await TablesAsync())
        {
            foreach (var row in await ColumnAsync($"select t::text from {table} t"))
            {
                looked++;
                var names = _votes.Any(v => row.Contains(v.Person.Id.ToString(), StringComparison.OrdinalIgnoreCase));
                Assert.False(names && _votes.Any(v => SecretsOf(v.Receipt).Any(secret => row.Contains(secret, StringComparison.OrdinalIgnoreCase))), $"{table}: {row}");
            }
        }

        Assert.InRange(looked, 50, int.MaxValue);
    }

    private static IEnumerable<string> SecretsOf(Page receipt)
    {
        if (receipt.Document.QuerySelector("[data-receipt]") is not { } shown)
        {
            // At the counter a receipt says no more than this.
            return [receipt.Text("tracker"), receipt.Text("secret").Replace(" ", "", StringComparison.Ordinal)];
        }

        var kept = CanonicalJson.Parse(System.Text.Encoding.UTF8.GetBytes(shown.GetAttribute("data-receipt")!));
        var opening = Opening.Read(CanonicalJson.Of(kept.GetProperty("opening")));

        return [opening.Commitment.ToString(), opening.Nonce.ToString(), opening.ChangeSecret.ToString(), opening.ChangeLock.ToString(), Tracker.Of(opening.Commitment)];
    }

    private async Task VoteAtCounterAsync()
    {
        var voter = World.Named("guichet", App.Clock.GetUtcNow());
        await App.SaveAsync(voter);
        var given = await (await App.Browse(World.Moderator).OpenAsync($"/polling/{World.Budget.Number}/voters/{voter.Id}")).PressAsync("Donner un code");
        _codes.AddRange([given.Text("code"), given.Text("code").Replace("-", "", StringComparison.Ordinal)]);
        var page = await (await App.Browse().OpenAsync("/counter")).PressAsync("Commencer", ("Code", given.Text("code")));
        page = await page.PressAsync("Relire mon bulletin", ("Projects", "4"), ("Projects", "2"));
        _votes.Add((voter, await page.PressAsync("Déposer mon bulletin")));
        _castingTransactions.UnionWith(await ColumnAsync("select xmin::text from roll"));
    }

    private async Task VoteOnPaperAsync()
    {
        await App.TakePaperAsync(World);
        // A mark stands in the register of the town hall, with who made it; the paper comes later, from the pile.
        await App.MarkCrowdAsync(World, 1);
        await App.InBoxAsync(World, "A-1", "3");
    }

    private async Task CloseAsync()
    {
        App.Clock.Advance(TimeSpan.FromDays(30));
        await App.CloseVoteAsync(World);
        await App.CompletePaperAsync(World);
        await App.CloseVoteAsync(World);
        await NoRowHasBothAsync();
        await App.FinishReviewAsync(World, _member);
        await App.CloseVoteAsync(World);
        await App.PumpAsync();
        Assert.Empty(await ColumnAsync("select person_id::text from envelopes union all select person_id::text from sightings"));
    }

    private Task<List<string>> TablesAsync() =>
        ColumnAsync("select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')");

    private async Task<List<string>> ColumnAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var column = new List<string>();
        while (await reader.ReadAsync())
        {
            column.Add(reader.GetString(0));
        }

        return column;
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
