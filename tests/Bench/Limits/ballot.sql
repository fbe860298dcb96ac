-- Each client its own people and, when all have voted, the next budget.
\set turn :turn + 1
\set person :firstvoter + :client_id * 625 + mod(:turn, 625)
\set budget 1 + :turn / 625
with entered as (
    insert into bench.roll (budget_id, person_id, channel)
    values (bench_budget(:budget), bench_person(:person), 0)
    returning budget_id),
given as (
    insert into bench.ballots (budget_id, projects) select budget_id, '{1,2,3,4,5}' from entered returning budget_id)
insert into bench.journal (kind, subject, body, happened_at)
select 'BallotsCast', 'budget:' || budget_id, jsonb_build_object('BudgetId', budget_id, 'Count', 1), now() from given;
