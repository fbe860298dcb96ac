-- Those who answer together for what is taken out of a ballot box.
create table commissions (
    budget_id uuid primary key references budgets,
    reviewed_at timestamptz,
    reviewed_by_id uuid references people,
    version integer not null
);

create table commissioners (
    budget_id uuid not null references commissions,
    person_id uuid not null references people,
    seat integer not null,
    name text not null,
    sign_key text,
    seal_key text,
    kept text,
    constraint one_seat_per_commissioner primary key (budget_id, person_id),
    constraint one_commissioner_per_seat unique (budget_id, seat),
    constraint one_commissioner_per_name unique (budget_id, name),
    constraint keys_come_together check (num_nonnulls(sign_key, seal_key, kept) in (0, 3))
);
create index on commissioners (person_id);

-- Whose ballot is which, readable by two of the commission together. Gone when the result is published.
create table envelopes (
    budget_id uuid not null references budgets,
    person_id uuid not null references people,
    bytes bytea not null,
    constraint one_envelope_per_voter primary key (budget_id, person_id)
);

-- What tells ballots cast by one hand, hashed and short. Gone when the result is published.
create table sightings (
    budget_id uuid not null references budgets,
    person_id uuid not null references people,
    time integer not null,
    address integer not null,
    primary key (budget_id, person_id)
);
alter table boards add column salt bytea;

-- A ballot to be taken out, until it is.
create table void_orders (
    id uuid primary key,
    budget_id uuid not null references commissions,
    person_id uuid references people,
    batch text,
    reason integer not null,
    asked_by_id uuid not null references people,
    asked_at timestamptz not null,
    opened bytea,
    commitments bytea[] not null,
    signed_by_id uuid references people,
    signatures bytea[] not null,
    version integer not null,
    constraint one_order_per_voter unique (budget_id, person_id),
    constraint one_order_per_batch unique (budget_id, batch),
    constraint an_order_names_what_to_void check (num_nonnulls(person_id, batch) = 1)
);

-- After the close nothing comes into a log but what the commission takes out, and after the result not even that.
create or replace function a_log_only_grows() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        raise exception 'what is in a log stays there'
            using errcode = 'check_violation', constraint = 'a_log_only_grows', table = 'leaves';
    end if;

    if exists (
        select from boards b
        where b.budget_id = new.budget_id and b.final_size is not null
            and (b.outcome is not null or new.falls is null or new.commitment is not null)) then
        raise exception 'the log is closed'
            using errcode = 'check_violation', constraint = 'nothing_follows_the_close', table = 'leaves';
    end if;

    return new;
end $$;

create or replace function a_sealed_box_stays_sealed() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'budgets' then
        raise exception 'a sealed ballot box is not opened again'
            using errcode = 'check_violation', constraint = 'a_sealed_box_stays_sealed', table = tg_table_name;
    end if;

    if exists (select from budgets b where b.id = old.budget_id and b.closed_at is not null)
        and not exists (select from leaves l where l.budget_id = old.budget_id and l.falls = old.commitment) then
        raise exception 'nothing is taken out of a sealed ballot box unless its log says so'
            using errcode = 'check_violation', constraint = 'a_sealed_box_stays_sealed', table = tg_table_name;
    end if;

    return old;
end $$;

create function a_result_waits_for_the_commission() returns trigger language plpgsql as $$
begin
    if exists (select from commissions c where c.budget_id = new.budget_id and c.reviewed_at is null)
        and (select count(*) from commissioners m where m.budget_id = new.budget_id and m.sign_key is not null) >= 2 then
        raise exception 'the commission has not said that its review is over'
            using errcode = 'check_violation', constraint = 'a_result_waits_for_the_commission', table = 'results';
    end if;

    return new;
end $$;

create trigger a_result_waits_for_the_commission before insert on results for each row execute function a_result_waits_for_the_commission();
