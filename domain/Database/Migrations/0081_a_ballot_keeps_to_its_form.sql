-- The last word on every ballot, now on the limits of its form too. Those of elections held elsewhere, which have no
-- commitment, were valid where they were cast. Forms: 0 knapsack, 1 approval, 2 cumulative, 3 ranking, 4 one, 5 scores.
create or replace function a_ballot_is_valid() returns trigger language plpgsql as $$
declare
    budget record;
    known integer;
    projects integer;
    cost numeric;
    named integer := cardinality(new.projects);
begin
    select b.closed_at, b.amount_minor, b.form, b.min_choices, b.max_choices, b.min_share, b.points, b.most_points into budget
    from budgets b where b.id = new.budget_id for key share;

    if budget.closed_at is not null then
        raise exception 'the ballot box is sealed'
            using errcode = 'check_violation', constraint = 'a_ballot_comes_before_the_close', table = 'ballots';
    end if;

    select count(*) filter (where p.number = any (new.projects)), count(*), coalesce(sum(p.cost_minor) filter (where p.number = any (new.projects)), 0)
    into known, projects, cost
    from projects p where p.budget_id = new.budget_id;

    if known <> named then
        raise exception 'a project is unknown, or named twice'
            using errcode = 'check_violation', constraint = 'a_ballot_names_projects_of_its_budget', table = 'ballots';
    end if;

    if budget.form = 0 and cost > budget.amount_minor then
        raise exception 'the projects cost more than there is'
            using errcode = 'check_violation', constraint = 'a_ballot_stays_within_the_amount', table = 'ballots';
    end if;

    if new.commitment is not null and not (
        named >= 1
        and (budget.form in (2, 5)) = (new.points is not null)
        and (new.points is null or cardinality(new.points) = named)
        and case budget.form
            when 0 then cost * 100 >= budget.amount_minor::numeric * coalesce(budget.min_share, 0)
            when 1 then named between coalesce(budget.min_choices, 1) and coalesce(budget.max_choices, projects)
            when 2 then
                (select min(given) >= 1 and max(given) <= coalesce(budget.most_points, budget.points, 10) and sum(given) <= coalesce(budget.points, 10)
                 from unnest(new.points) given)
            when 3 then named <= coalesce(budget.max_choices, projects)
            when 4 then named = 1
            when 5 then (select min(given) >= 0 and max(given) <= coalesce(budget.most_points, 5) from unnest(new.points) given)
        end)
    then
        raise exception 'the ballot goes beyond the limits of its form'
            using errcode = 'check_violation', constraint = 'a_ballot_keeps_to_its_form', table = 'ballots';
    end if;

    return new;
end $$;
