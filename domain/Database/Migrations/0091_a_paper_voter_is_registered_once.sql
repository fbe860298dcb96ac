-- People who vote on paper and have no account. What makes them out is a keyed hash of name and date of birth; the row
-- goes when the result is published.
create table paper_voters (
    person_id uuid primary key references people,
    space_id uuid not null references spaces,
    identity bytea not null,
    constraint one_paper_voter_per_identity unique (space_id, identity)
);

-- A mark for paper holds the budget's row as a ballot does: the seal waits for it, and it finds the seal.
create function a_mark_comes_before_the_close() returns trigger language plpgsql as $$
declare
    sealed timestamptz;
begin
    select b.closed_at into sealed from budgets b where b.id = new.budget_id for key share;

    if sealed is not null then
        raise exception 'the ballot box is sealed'
            using errcode = 'check_violation', constraint = 'a_mark_comes_before_the_close', table = 'roll';
    end if;

    return new;
end $$;

create trigger a_mark_comes_before_the_close before insert on roll
    for each row when (new.channel = 1) execute function a_mark_comes_before_the_close();
