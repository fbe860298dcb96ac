create table topics (
    id uuid primary key,
    kind integer not null,
    space_id uuid not null references spaces
);
create index on topics (space_id);

create table comments (
    id uuid primary key,
    version integer not null,
    topic_id uuid not null references topics,
    parent_id uuid references comments,
    root_id uuid not null,
    depth integer not null,
    author_id uuid not null references people,
    body text not null,
    written_at timestamptz not null,
    edited_at timestamptz,
    hidden_at timestamptz,
    hidden_by_id uuid references people,
    hidden_reason text
);
create index comments_by_thread on comments (topic_id, root_id, id);
create index on comments (parent_id);
create index on comments (author_id);
create index on comments (hidden_by_id) where hidden_by_id is not null;

create table debates (
    id uuid primary key,
    version integer not null,
    number integer generated always as identity,
    space_id uuid not null references spaces,
    author_id uuid not null references people,
    title jsonb not null,
    body jsonb not null,
    opened_at timestamptz not null,
    conclusion jsonb not null,
    concluded_at timestamptz,
    comments integer not null default 0,
    constraint one_debate_per_number unique (number)
);
create index on debates (space_id);
create index on debates (author_id);

-- Whatever is talked about is a topic under its own id, from the moment it exists.
create function becomes_a_topic() returns trigger language plpgsql as $$
begin
    insert into topics (id, kind, space_id) values (new.id, tg_argv[0]::integer, new.space_id);
    return null;
end $$;

create trigger a_proposal_is_a_topic after insert on proposals for each row execute function becomes_a_topic(0);
create trigger a_debate_is_a_topic after insert on debates for each row execute function becomes_a_topic(1);
