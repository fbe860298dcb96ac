alter table budgets add column by_permit boolean not null default false;
alter table budgets alter column by_permit drop default;

-- To whom a permit was given, and for which hidden message: asked again, the same answer is given. Gone at the close.
create table permits (
    budget_id uuid not null references budgets,
    person_id uuid not null references people,
    blinded bytea not null,
    constraint one_permit_per_person primary key (budget_id, person_id)
);

-- Permits that ballots came with, to be published with them. Whose they were, nobody knows.
create table spent_permits (
    budget_id uuid not null references budgets,
    id bytea not null,
    bytes bytea not null,
    constraint one_ballot_per_permit primary key (budget_id, id)
);
