-- What an election held elsewhere needs to be counted as it was, and the file it came from.
alter table budgets
    add column max_choices integer,
    add column minimum_score bigint not null default 0,
    add column file_hash text,
    add constraint a_file_is_read_in_once unique (file_hash);
alter table budgets alter column minimum_score drop default;

create table results (
    budget_id uuid not null references budgets on delete cascade,
    rule text not null,
    ballots bigint not null,
    spent_minor bigint not null,
    ties jsonb not null,
    counted_at timestamptz not null,
    constraint one_result_per_budget primary key (budget_id)
);

create table project_results (
    project_id uuid primary key references projects,
    budget_id uuid not null references results on delete cascade,
    votes bigint not null,
    score bigint not null,
    rank integer,
    reason integer not null,
    left_minor bigint not null,
    recorded boolean,
    constraint one_project_per_rank unique (budget_id, rank)
);

-- However the box is sealed, it is sealed for good only when the ballots on their way are in: they hold the budget's
-- row as a foreign key does, and this waits for them. Those that come after wait for the seal, and find it.
create function a_seal_waits_for_ballots() returns trigger language plpgsql as $$
begin
    perform from budgets where id = new.id for update;

    return new;
end $$;

create trigger a_seal_waits_for_ballots before update of closed_at on budgets
    for each row when (old.closed_at is null and new.closed_at is not null) execute function a_seal_waits_for_ballots();

-- Once sealed, always sealed; and what is in the box stays there.
create function a_sealed_box_stays_sealed() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'budgets' then
        raise exception 'a sealed ballot box is not opened again'
            using errcode = 'check_violation', constraint = 'a_sealed_box_stays_sealed', table = tg_table_name;
    end if;

    if exists (select from budgets b where b.id = old.budget_id and b.closed_at is not null) then
        raise exception 'nothing is taken out of a sealed ballot box'
            using errcode = 'check_violation', constraint = 'a_sealed_box_stays_sealed', table = tg_table_name;
    end if;

    return old;
end $$;

create trigger a_sealed_box_stays_sealed before update of closed_at on budgets
    for each row when (old.closed_at is not null and new.closed_at is null) execute function a_sealed_box_stays_sealed();
create trigger a_sealed_box_stays_sealed before delete on ballots
    for each row execute function a_sealed_box_stays_sealed();
