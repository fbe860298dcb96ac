-- Who voted, and nothing of what: no time, and an order that is rewritten when the box is sealed.
create table roll (
    budget_id uuid not null references budgets,
    person_id uuid not null references people,
    channel integer not null,
    constraint one_vote_per_person primary key (budget_id, person_id)
);
create index on roll (person_id);
insert into roll select budget_id, person_id, 0 from ballots where person_id is not null order by budget_id, person_id;

-- What was voted, and nothing of who: no person, no time, no number that counts up. Dropping columns would leave what
-- was in them on the disk, so the table is made anew.
create table opened as select budget_id, null::bytea as commitment, null::bytea as nonce, projects, points from ballots order by budget_id, projects, points;
drop table ballots;
alter table opened rename to ballots;
alter table ballots
    alter column budget_id set not null,
    alter column projects set not null,
    add foreign key (budget_id) references budgets,
    add constraint one_ballot_per_commitment unique (budget_id, commitment);

create trigger a_ballot_is_valid before insert or update on ballots for each row execute function a_ballot_is_valid();
create trigger a_sealed_box_stays_sealed before delete on ballots
    for each row execute function a_sealed_box_stays_sealed();

-- What ballots did to the journal would tell when, beside whom.
delete from journal where kind in ('BallotCast', 'BallotChanged');
