alter table budgets
    add column awaits_signature boolean not null default false,
    add column signed_at timestamptz,
    add column signed_by_id uuid references people,
    add constraint a_sealed_box_is_signed check (signed_at is null or closed_at is not null);
alter table budgets alter column awaits_signature drop default;
