create table letters (
    id uuid primary key,
    address text,
    person_id uuid references people on delete cascade,
    key text not null,
    subject text not null,
    body text not null,
    written_at timestamptz not null,
    sent_at timestamptz,
    next_try_at timestamptz,
    tries integer not null,
    error text,
    constraint a_letter_is_written_once unique (key)
);
create index letters_waiting on letters (next_try_at) where next_try_at is not null;
create index on letters (written_at);
create index on letters (person_id);
