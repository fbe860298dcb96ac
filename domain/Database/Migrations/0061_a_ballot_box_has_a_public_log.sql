-- The log's last state, and the row that whoever appends to it locks.
create table boards (
    budget_id uuid primary key references budgets,
    size bigint not null,
    head text not null,
    final_size bigint,
    outcome bytea
);

create table leaves (
    budget_id uuid not null references boards,
    index bigint not null,
    bytes bytea not null,
    commitment bytea,
    lock bytea,
    falls bytea,
    constraint one_leaf_per_place primary key (budget_id, index),
    constraint one_leaf_per_ballot unique (budget_id, commitment),
    constraint one_lock_per_ballot unique (budget_id, lock),
    constraint a_ballot_falls_once unique (budget_id, falls)
);

create table heads (
    budget_id uuid not null references boards,
    size bigint not null,
    note text not null,
    primary key (budget_id, size)
);

create function a_log_only_grows() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        raise exception 'what is in a log stays there'
            using errcode = 'check_violation', constraint = 'a_log_only_grows', table = 'leaves';
    end if;

    if exists (select from boards b where b.budget_id = new.budget_id and b.final_size is not null) then
        raise exception 'the log is closed'
            using errcode = 'check_violation', constraint = 'nothing_follows_the_close', table = 'leaves';
    end if;

    return new;
end $$;

create trigger a_log_only_grows before insert or update or delete on leaves for each row execute function a_log_only_grows();
