alter table budgets
    add column district_id uuid references districts,
    add column minimum_age integer,
    add column stands_alone boolean not null default false,
    add constraint an_age_is_an_age check (minimum_age between 1 and 120);
alter table budgets alter column stands_alone drop default;
create index on budgets (district_id) where district_id is not null;

-- Of budgets between which one chooses, a person votes in one. The space stands here for those, and for no others.
alter table roll
    add column space_id uuid references spaces,
    add constraint one_budget_of_those_to_choose_from unique (space_id, person_id);
