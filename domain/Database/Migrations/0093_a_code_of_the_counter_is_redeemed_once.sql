-- Who may vote at the counter until when. Only a keyed hash of the code stands here, and the row goes with the ballot it
-- lets in, in the same transaction. Nothing leads from it to the ballot.
create table counter_codes (
    hash bytea not null,
    budget_id uuid not null references budgets,
    person_id uuid not null references people,
    expires_at timestamptz not null,
    constraint one_use_per_code primary key (hash),
    constraint one_code_per_person unique (budget_id, person_id)
);
