alter table budgets
    add column cancelled_at timestamptz,
    add column cancelled_by_id uuid references people,
    add column cancel_reason jsonb not null default '{}',
    add column repeats_id uuid references budgets,
    add constraint a_vote_is_held_again_once unique (repeats_id),
    add constraint a_cancellation_has_an_author_and_a_reason
        check (cancelled_at is null or (cancelled_by_id is not null and cancel_reason <> '{}')),
    add constraint a_cancelled_vote_is_shut check (cancelled_at is null or closed_at is not null),
    add constraint a_cancelled_vote_has_no_result check (cancelled_at is null or published_at is null);
alter table budgets alter column cancel_reason drop default;

-- Once cancelled, always cancelled, and as it was said; and no ballot outlives it.
create function a_cancelled_vote_stays_cancelled() returns trigger language plpgsql as $$
begin
    if old.cancelled_at is not null
        and (new.cancelled_at, new.cancelled_by_id, new.cancel_reason) is distinct from (old.cancelled_at, old.cancelled_by_id, old.cancel_reason)
        or new.cancelled_at is not null and (old.closed_at is not null and old.cancelled_at is null or exists (select from ballots b where b.budget_id = new.id))
    then
        raise exception 'a vote is cancelled once, before it is closed, with all its ballots'
            using errcode = 'check_violation', constraint = 'a_cancelled_vote_stays_cancelled', table = 'budgets';
    end if;

    return new;
end $$;

create trigger a_cancelled_vote_stays_cancelled before update of cancelled_at, cancelled_by_id, cancel_reason on budgets
    for each row execute function a_cancelled_vote_stays_cancelled();

create function a_cancelled_vote_is_never_counted() returns trigger language plpgsql as $$
begin
    if exists (select from budgets b where b.id = new.budget_id and b.cancelled_at is not null) then
        raise exception 'the council called this vote off'
            using errcode = 'check_violation', constraint = 'a_cancelled_vote_is_never_counted', table = 'results';
    end if;

    return new;
end $$;

create trigger a_cancelled_vote_is_never_counted before insert or update on results for each row execute function a_cancelled_vote_is_never_counted();
