create table paper_batches (
    id uuid primary key,
    version integer not null,
    budget_id uuid not null references budgets,
    name varchar(20) not null,
    place varchar(80) not null,
    papers integer not null,
    settled_by_id uuid references people,
    blank integer not null default 0,
    spoilt integer not null default 0,
    totals jsonb,
    is_void boolean not null,
    discarded_by_id uuid references people,
    discard_reason varchar(500),
    constraint a_batch_has_papers check (papers between 1 and 500),
    constraint a_batch_adds_up check (blank >= 0 and spoilt >= 0 and blank + spoilt <= papers),
    constraint a_batch_is_settled_or_discarded check (settled_by_id is null or discarded_by_id is null),
    constraint a_void_batch_was_settled check (settled_by_id is not null or not is_void)
);
alter table paper_batches alter column blank drop default, alter column spoilt drop default;
create unique index one_batch_per_name on paper_batches (budget_id, name) where discarded_by_id is null;

create table paper_entries (
    batch_id uuid not null references paper_batches,
    turn integer not null,
    person_id uuid not null references people,
    is_done boolean not null,
    constraint one_entry_per_turn primary key (batch_id, turn),
    constraint two_persons_enter_a_batch unique (batch_id, person_id),
    constraint a_batch_is_entered_twice check (turn in (1, 2))
);

create table paper_sheets (
    batch_id uuid not null,
    turn integer not null,
    number integer not null,
    kind integer not null,
    projects integer[] not null,
    points integer[],
    constraint one_sheet_per_paper primary key (batch_id, turn, number),
    foreign key (batch_id, turn) references paper_entries
);

-- What someone has entered and called done stays so, whatever another window of theirs still sends.
create function a_finished_entry_stays() returns trigger language plpgsql as $$
declare
    finished boolean;
begin
    select e.is_done into finished from paper_entries e where e.batch_id = new.batch_id and e.turn = new.turn for share;

    if finished then
        raise exception 'this entry is finished'
            using errcode = 'check_violation', constraint = 'a_finished_entry_stays', table = 'paper_sheets';
    end if;

    return new;
end $$;

create trigger a_finished_entry_stays before insert or update on paper_sheets for each row execute function a_finished_entry_stays();

-- Batches come while paper is taken, and paper is complete when none of them is left open.
create function paper_comes_before_it_is_complete() returns trigger language plpgsql as $$
declare
    completed timestamptz;
begin
    select b.paper_completed_at into completed from budgets b where b.id = new.budget_id for key share;

    if completed is not null then
        raise exception 'all paper is in'
            using errcode = 'check_violation', constraint = 'paper_comes_before_it_is_complete', table = 'paper_batches';
    end if;

    return new;
end $$;

create trigger paper_comes_before_it_is_complete before insert on paper_batches
    for each row execute function paper_comes_before_it_is_complete();

create function paper_is_complete_when_every_batch_is() returns trigger language plpgsql as $$
begin
    perform from budgets where id = new.id for update;
    if exists (select from paper_batches b where b.budget_id = new.id and b.settled_by_id is null and b.discarded_by_id is null) then
        raise exception 'a batch is still open'
            using errcode = 'check_violation', constraint = 'paper_is_complete_when_every_batch_is', table = 'budgets';
    end if;

    return new;
end $$;

create trigger paper_is_complete_when_every_batch_is before update of paper_completed_at on budgets
    for each row when (old.paper_completed_at is null and new.paper_completed_at is not null) execute function paper_is_complete_when_every_batch_is();

-- No more papers are counted than persons marked; those of a void batch may be entered anew. Who settles a batch and who
-- undoes a mark wait for one another.
create function no_more_papers_than_marks(its_budget uuid) returns void language plpgsql as $$
begin
    perform from boards where budget_id = its_budget for update;
    if (select coalesce(sum(b.papers), 0) from paper_batches b where b.budget_id = its_budget and b.settled_by_id is not null and not b.is_void)
        > (select count(*) from roll r where r.budget_id = its_budget and r.channel = 1) then
        raise exception 'there are more papers than marks on the roll'
            using errcode = 'check_violation', constraint = 'no_more_papers_than_marks', table = 'paper_batches';
    end if;
end $$;

create function a_batch_is_settled_once() returns trigger language plpgsql as $$
begin
    -- What is in the box may be made void, and nothing else.
    if new.is_void and not old.is_void and old.settled_by_id = new.settled_by_id then
        return new;
    end if;

    if old.settled_by_id is not null or old.discarded_by_id is not null then
        raise exception 'this batch is settled or discarded'
            using errcode = 'check_violation', constraint = 'a_batch_is_settled_once', table = 'paper_batches';
    end if;

    if new.settled_by_id is not null then
        if (select count(*) from paper_entries e where e.batch_id = new.id and e.is_done) < 2 then
            raise exception 'a batch is entered by two persons'
                using errcode = 'check_violation', constraint = 'a_batch_is_entered_twice', table = 'paper_entries';
        end if;
    end if;

    return new;
end $$;

create trigger a_batch_is_settled_once before update on paper_batches for each row execute function a_batch_is_settled_once();

create function a_settled_batch_has_its_marks() returns trigger language plpgsql as $$
begin
    perform no_more_papers_than_marks(new.budget_id);

    return null;
end $$;

create trigger a_settled_batch_has_its_marks after update on paper_batches
    for each row when (new.settled_by_id is not null) execute function a_settled_batch_has_its_marks();

create function marks_stay_with_their_papers() returns trigger language plpgsql as $$
begin
    perform no_more_papers_than_marks(g.budget_id) from (select distinct budget_id from gone where channel = 1) g;

    return null;
end $$;

create trigger marks_stay_with_their_papers after delete on roll
    referencing old table as gone for each statement execute function marks_stay_with_their_papers();
