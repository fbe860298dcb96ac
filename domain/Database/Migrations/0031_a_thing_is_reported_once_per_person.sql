create table reports (
    id uuid primary key,
    thing_id uuid not null,
    kind integer not null,
    person_id uuid not null references people,
    reason integer not null,
    words text,
    reported_at timestamptz not null,
    settled_at timestamptz,
    settled_by_id uuid references people,
    constraint one_report_per_person unique (thing_id, person_id)
);
create index on reports (person_id);
create index on reports (settled_by_id) where settled_by_id is not null;

-- What waits for a moderator.
create index reports_waiting on reports (thing_id, reported_at) where settled_at is null;

-- A page of a discussion is a stretch of threads: their first comments, in order.
create index comments_first_in_thread on comments (topic_id, id) where parent_id is null;

-- The public register of what was hidden.
create index comments_hidden on comments (hidden_at desc, id desc) where hidden_at is not null;
create index proposals_hidden on proposals (hidden_at desc, id desc) where hidden_at is not null;
