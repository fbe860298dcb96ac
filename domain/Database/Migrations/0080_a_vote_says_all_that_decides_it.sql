-- Which projects exclude each other, which parts of the amount are for whom, what was drawn by lot, how many ballots it
-- takes, and whether ballots are published.
alter table budgets
    add column groups jsonb not null default '[]',
    add column reserves jsonb not null default '[]',
    add column lot_seed text,
    add column quorum integer,
    add column drawing jsonb,
    add column publishes_only_sums boolean not null default false,
    add column shows_one_by_one boolean not null default false,
    add constraint a_quorum_is_a_number_of_ballots check (quorum >= 1),
    add constraint who_is_drawn_votes_once check (drawing is null or stands_alone);
alter table budgets
    alter column groups drop default,
    alter column reserves drop default,
    alter column publishes_only_sums drop default,
    alter column shows_one_by_one drop default;
