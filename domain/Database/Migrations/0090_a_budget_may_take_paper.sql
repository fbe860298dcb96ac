-- Papers are entered after the end of the vote too: the box is sealed when the council says that all of them are in.
alter table budgets
    add column takes_paper boolean not null default false,
    add column online_ended_at timestamptz,
    add column paper_completed_at timestamptz,
    add column paper_completed_by_id uuid references people,
    add constraint paper_is_complete_after_the_online_vote check (paper_completed_at is null or (takes_paper and online_ended_at is not null)),
    add constraint a_box_waits_for_its_paper check (closed_at is null or not takes_paper or paper_completed_at is not null or cancelled_at is not null);
alter table budgets alter column takes_paper drop default;

-- Whoever appends to a log holds its row, so this waits for ballots on their way, and those that come after find the end.
create function an_end_waits_for_ballots() returns trigger language plpgsql as $$
begin
    if new.online_ended_at is null then
        raise exception 'an online vote that has ended does not go on'
            using errcode = 'check_violation', constraint = 'a_sealed_box_stays_sealed', table = tg_table_name;
    end if;

    perform from boards where budget_id = new.id for update;

    return new;
end $$;

create trigger an_end_waits_for_ballots before update of online_ended_at on budgets
    for each row when (old.online_ended_at is distinct from new.online_ended_at) execute function an_end_waits_for_ballots();

-- Only ballots cast online have a lock.
create function an_online_ballot_comes_before_the_end() returns trigger language plpgsql as $$
begin
    if exists (select from budgets b where b.id = new.budget_id and b.online_ended_at is not null) then
        raise exception 'the online vote has ended'
            using errcode = 'check_violation', constraint = 'an_online_ballot_comes_before_the_end', table = 'leaves';
    end if;

    return new;
end $$;

create trigger an_online_ballot_comes_before_the_end before insert on leaves
    for each row when (new.lock is not null) execute function an_online_ballot_comes_before_the_end();
