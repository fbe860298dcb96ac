using System.Diagnostics;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Npgsql;
using Participation.Bench.Servers;

namespace Participation.Bench.Seeding;

/// <summary>Fills a database with a town of a given size, as it would be after two years. Always the same town.</summary>
/// <remarks>
/// Indexes that are there to find things are dropped while rows are poured in and made again after, as they were. Where
/// millions of rows are right by construction, foreign keys are not asked about each. Counters are written with their
/// rows. Of the journal there are the last entries only, and the pump has read them.
/// </remarks>
internal sealed class Seed(PostgresDatabase database, TownSize size)
{
    public const string Slug = "bench";

    private const int JournalAtMost = 1_000_000;

    /// <summary>Those who propose, support and comment before the measurements begin.</summary>
    private readonly int _active = size.People - TownSize.Voters;

    public async Task FillAsync(TextWriter log)
    {
        var took = Stopwatch.StartNew();
        await log.WriteAsync($"Filling a town of {size.Proposals:N0} proposals and {size.Supports:N0} supports...");

        await NameIdsAsync();
        await WriteTextsAsync();
        await DrawDistrictsAsync();
        await OpenSpacesAsync();
        await PourAsync("people", People());
        await CountAsync();
        await PourAsync("proposals", Proposals());
        await PourAsync("supports", Trusted(Supports()));
        await PourAsync("comments", Trusted(Comments()));
        await OpenBudgetsAsync();
        await PourAsync("journal", Journal());
        await MarkAsync();
        await database.RunAsync("vacuum analyze");
        await database.RunAsync("checkpoint");

        await log.WriteLineAsync($" {took.Elapsed.TotalSeconds:N0} s");
    }

    // Numbers as ids of version 7: they increase with time, and are the same at every run.
    private Task NameIdsAsync() => database.RunAsync(
        """
        create function bench_id(kind bigint, n bigint) returns uuid language sql immutable parallel safe as $$
            select (lpad(to_hex(1704067200000 + kind * 10000000000 + n), 12, '0') || '7000a000' || lpad(to_hex(n), 12, '0'))::uuid $$;
        create function bench_space(n bigint) returns uuid language sql immutable parallel safe as $$ select bench_id(0, n) $$;
        create function bench_category(space bigint, n bigint) returns uuid language sql immutable parallel safe as $$ select bench_id(0, 1000 * space + n) $$;
        create function bench_district(n bigint) returns uuid language sql immutable parallel safe as $$ select bench_id(0, 100000 + n) $$;
        create function bench_budget(n bigint) returns uuid language sql immutable parallel safe as $$ select bench_id(1, n) $$;
        create function bench_person(n bigint) returns uuid language sql immutable parallel safe as $$ select bench_id(2, n) $$;
        create function bench_proposal(n bigint) returns uuid language sql immutable parallel safe as $$ select bench_id(3, n) $$;
        create function bench_comment(n bigint) returns uuid language sql immutable parallel safe as $$ select bench_id(4, n) $$;
        """);

    private async Task WriteTextsAsync()
    {
        await database.RunAsync("create table bench_texts (kind text, number integer, text text, primary key (kind, number))");
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync("copy bench_texts from stdin (format binary)");
        await WriteAsync("name", Sentences.Names);
        await WriteAsync("title", Sentences.Titles);
        await WriteAsync("paragraph", Sentences.Paragraphs);
        await WriteAsync("remark", Sentences.Remarks);
        await copy.CompleteAsync();

        async Task WriteAsync(string kind, IReadOnlyList<string> texts)
        {
            for (var n = 0; n < texts.Count; n++)
            {
                await copy.WriteRowAsync(CancellationToken.None, kind, n, texts[n]);
            }
        }
    }

    private async Task DrawDistrictsAsync()
    {
        var wkb = new WKBWriter();
        for (var n = 0; n < 8; n++)
        {
            var outline = new Envelope(2.30 + 0.025 * (n % 4), 2.325 + 0.025 * (n % 4), 48.80 + 0.05 * (n / 4), 48.85 + 0.05 * (n / 4));
            await database.RunAsync(
                $"insert into districts (id, code, name, outline) values (bench_district({n}), 'q{n}', 'Quartier {n}', $1)",
                wkb.Write(GeometryFactory.Default.ToGeometry(outline)));
        }
    }

    private Task OpenSpacesAsync() => database.RunAsync(
        $$"""
        insert into spaces (id, version, slug, title, summary, description, verified_only, proposals, created_at, published_at)
        select bench_space(n), 1, case n when 1 then '{{Slug}}' else 'autre-' || n end,
            jsonb_build_object('fr', 'Budget participatif ' || n, 'en', 'Participatory budget ' || n),
            jsonb_build_object('fr', 'Proposez, soutenez et votez les projets de votre quartier.'),
            jsonb_build_object('fr', 'Chaque année, la ville confie une part de son budget aux habitants.'),
            8, case n when 1 then {{size.Proposals}} else 0 end, now() - interval '800 days' - n * interval '1 hour', now() - interval '800 days'
        from generate_series(1, 6) n;

        insert into phases (id, space_id, title, summary, starts_at, ends_at, acts)
        select bench_id(5, 10 * s + n), bench_space(s), jsonb_build_object('fr', 'Étape ' || n), '{}',
            now() + (n - 2.5) * interval '300 days', now() + (n - 1.5) * interval '300 days', case n when 2 then 15 else 0 end
        from generate_series(1, 6) s, generate_series(1, 3) n;

        insert into categories (id, space_id, code, name, icon, position)
        select bench_category(s, n), bench_space(s), 'c' || n, jsonb_build_object('fr', 'Thème ' || n), 'place', n
        from generate_series(1, 6) s, generate_series(0, 7) n;
        """);

    private string People() =>
        $"""
        insert into people (id, version, name, language, district_id, role, mail, joined_at, verified_at)
        select bench_person(n), 1, t.text, 'fr', bench_district(n % 8), 0, 0, at, at
        from generate_series(1, {size.People}) n
        join bench_texts t on t.kind = 'name' and t.number = n * 7 % {Sentences.Names.Count}
        cross join lateral (select {Spread("n", size.People)} as at) a
        order by n
        """;

    // The first has a hundred comments; then come those that are left to the crowd; of the rest a few are very popular.
    private Task CountAsync() => database.RunAsync(
        $"""
        create table bench_counts as
        select n,
            case when n between 2 and {TownSize.LastUnsupported} then 0 when n = 1 then 50 else least(5000, floor({size.Supports} * weight / sum(weight) over ()))::integer end as supports,
            case when n = 1 then 100 when n <= {TownSize.LastUnsupported} then 0
                else {(size.Comments - 100) / (size.Proposals - TownSize.LastUnsupported)}
                    + (n <= {TownSize.LastUnsupported + ((size.Comments - 100) % (size.Proposals - TownSize.LastUnsupported))})::integer end as comments
        from (select n, 1 / ((n * 7919::bigint % {size.Proposals} + 5) ^ 0.6) as weight from generate_series(1, {size.Proposals}) n) w;

        with missing as (select {size.Supports} - sum(supports)::integer as many from bench_counts)
        update bench_counts c
        set supports = supports + m.many / {size.Proposals - TownSize.LastUnsupported}
            + (n <= {TownSize.LastUnsupported} + m.many % {size.Proposals - TownSize.LastUnsupported})::integer
        from missing m where n > {TownSize.LastUnsupported};

        analyze bench_counts;
        """);

    private string Proposals() =>
        $"""
        insert into proposals (id, version, space_id, author_id, title, body, excerpt, category_id, district_id, place, address, state,
            created_at, changed_at, published_at, supports, comments, shuffle)
        select bench_proposal(c.n), 1, bench_space(1), bench_person(1 + c.n * 13::bigint % {_active}),
            t.text, one.text || E'\n\n' || other.text, left(replace(one.text, '**', ''), 159) || '…', bench_category(1, c.n % 8), bench_district(c.n % 8),
            point(2.3 + c.n * 7919::bigint % 10007 / 100070.0, 48.8 + c.n * 104729::bigint % 10009 / 100090.0),
            (c.n % 90 + 1) || ' rue de la République', 1, at, at, at, c.supports, c.comments, hashint4(c.n) & 2147483647
        from bench_counts c
        join bench_texts t on t.kind = 'title' and t.number = c.n * 31::bigint % {Sentences.Titles.Count}
        join bench_texts one on one.kind = 'paragraph' and one.number = c.n * 17::bigint % {Sentences.Paragraphs.Count}
        join bench_texts other on other.kind = 'paragraph' and other.number = c.n * 101::bigint % {Sentences.Paragraphs.Count}
        cross join lateral (select {Spread("c.n", size.Proposals)} as at) a
        order by c.n
        """;

    private string Supports() =>
        $"""
        insert into supports (proposal_id, person_id, given_at)
        select bench_proposal(c.n), bench_person(1 + (c.n * 10007::bigint + k * 7919::bigint) % {_active}), now() - interval '1 hour'
        from bench_counts c, generate_series(1, c.supports) k
        """;

    // Of five comments two begin a thread, two answer, and one answers an answer.
    private string Comments() =>
        $"""
        insert into comments (id, version, topic_id, parent_id, root_id, depth, author_id, body, written_at)
        select bench_comment(m), 1, bench_proposal(c.n),
            case k % 5 when 2 then bench_comment(m - 1) when 3 then bench_comment(m - 1) when 4 then bench_comment(m - 3) end,
            bench_comment(case k % 5 when 2 then m - 1 when 3 then m - 2 when 4 then m - 3 else m end),
            case k % 5 when 2 then 1 when 3 then 2 when 4 then 1 else 0 end,
            bench_person(1 + m * 7919 % {_active}), t.text, now() - interval '1 day' + k * interval '1 minute'
        from (
            select c.n, k, row_number() over (order by c.n, k) as m
            from bench_counts c, generate_series(0, c.comments - 1) k) c
        join bench_texts t on t.kind = 'remark' and t.number = m * 7 % {Sentences.Remarks.Count}
        """;

    private Task OpenBudgetsAsync() => database.RunAsync(
        $$"""
        insert into budgets (id, version, space_id, title, description, amount_minor, currency, form, rule, minimum_score, shows_tallies_early, stands_alone, by_permit, awaits_signature, takes_paper, groups, reserves, publishes_only_sums, shows_one_by_one, cancel_reason, created_at)
        select bench_budget(n), 1, bench_space(1), jsonb_build_object('fr', 'Budget ' || n), '{}', 30000000, 'EUR', 0, 'greedy', 0, false, false, false, false, false, '[]', '[]', false, false, '{}', now()
        from generate_series(1, {{TownSize.Budgets}}) n order by n;

        insert into projects (id, budget_id, space_id, number, title, description, opinion, cost_minor, category_id, district_id, place, progress, progress_note)
        select bench_id(6, 1000 * b + n), bench_budget(b), bench_space(1), n, jsonb_build_object('fr', 'Projet ' || n),
            jsonb_build_object('fr', t.text), '{}', 1000000 + n * 100000, bench_category(1, n % 8), bench_district(n % 8),
            point(2.3 + n / 250.0, 48.8 + n / 500.0), 0, '{}'
        from generate_series(1, {{TownSize.Budgets}}) b
        cross join generate_series(1, {{TownSize.Projects}}) n
        join bench_texts t on t.kind = 'paragraph' and t.number = n;
        """);

    private static string Journal() =>
        $"""
        insert into journal (kind, subject, body, happened_at)
        select 'ProposalSupported', 'proposal:' || proposal_id, jsonb_build_object('ProposalId', proposal_id, 'PersonId', person_id), given_at
        from supports limit {JournalAtMost}
        """;

    private Task MarkAsync() => database.RunAsync(
        """
        update journal_readers r set transaction = j.transaction, entry_id = j.id
        from (select transaction, id from journal order by transaction desc, id desc limit 1) j where r.name = 'pump'
        """);

    /// <summary>The n-th of many moments between two years ago and yesterday.</summary>
    private static string Spread(string n, int many) => $"now() - interval '700 days' + {n} * (interval '699 days' / {many})";

    /// <summary>Without asking triggers and foreign keys about each row.</summary>
    private static string Trusted(string sql) => $"set local session_replication_role = replica; {sql}";

    private async Task PourAsync(string table, string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await RunAsync("set maintenance_work_mem = '1GB'; set work_mem = '256MB'; set synchronous_commit = off");
        var indexes = await IndexesToFindByAsync(connection, table);
        foreach (var (name, _) in indexes)
        {
            await RunAsync($"drop index {name}");
        }

        await RunAsync($"begin; {sql}; commit");
        foreach (var (_, definition) in indexes)
        {
            await RunAsync(definition);
        }

        await RunAsync("reset all");

        async Task RunAsync(string statements)
        {
            await using var command = new NpgsqlCommand(statements, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Those that keep no rule.</summary>
    private static async Task<List<(string Name, string Definition)>> IndexesToFindByAsync(NpgsqlConnection connection, string table)
    {
        await using var command = new NpgsqlCommand(
            $"select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index where indrelid = '{table}'::regclass and not indisunique",
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var indexes = new List<(string, string)>();
        while (await reader.ReadAsync())
        {
            indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        return indexes;
    }
}
