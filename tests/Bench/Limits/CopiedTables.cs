using Participation.Bench.Servers;

namespace Participation.Bench.Limits;

/// <summary>
/// The tables that writing is measured on, once more, with the same rows, keys and rules: pgbench writes there, and the
/// program's own journal and counters know nothing of it.
/// </summary>
internal static class CopiedTables
{
    /// <param name="database">Of the town.</param>
    /// <param name="firstVoter">The first of those whose supports are left out: pgbench gives theirs.</param>
    public static Task MakeAsync(PostgresDatabase database, int firstVoter) => database.RunAsync(
        $"""
        drop schema if exists bench cascade;
        create schema bench;

        create table bench.supports (like supports including all,
            foreign key (proposal_id) references proposals, foreign key (person_id) references people);
        insert into bench.supports select * from supports where person_id < bench_person({firstVoter});

        create table bench.roll (like roll including all,
            foreign key (budget_id) references budgets, foreign key (person_id) references people);
        create table bench.ballots (like ballots including all, foreign key (budget_id) references budgets);
        create trigger a_ballot_is_valid before insert or update on bench.ballots for each row execute function a_ballot_is_valid();

        create table bench.journal (like journal including all);
        insert into bench.journal select * from journal;
        select setval(pg_get_serial_sequence('bench.journal', 'id'), max(id)) from bench.journal;

        analyze bench.supports, bench.ballots, bench.journal;
        checkpoint;
        """);
}
