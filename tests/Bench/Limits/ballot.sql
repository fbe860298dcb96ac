-- Each client its own people and, when all have voted, the next budget.
\set turn :turn + 1
\set person :firstvoter + :client_id * 625 + mod(:turn, 625)
\set budget 1 + :turn / 625
with given as (
    insert into bench.ballots (budget_id, person_id, projects, cast_at)
    values (bench_budget(:budget), bench_person(:person), '{1,2,3,4,5}', now())
    returning budget_id)
insert into bench.journal (kind, subject, body, happened_at)
select 'BallotCast', 'budget:' || budget_id, jsonb_build_object('BudgetId', budget_id), now() from given;
