create table spaces (
    id uuid primary key,
    version integer not null,
    slug varchar(80) not null,
    title jsonb not null,
    summary jsonb not null,
    description jsonb not null,
    district_id uuid references districts,
    image_id uuid references files,
    verified_only integer not null,
    proposals integer not null default 0,
    created_at timestamptz not null,
    published_at timestamptz,
    constraint one_space_per_slug unique (slug)
);
create index on spaces (district_id);
create index on spaces (image_id);

create table phases (
    id uuid primary key,
    space_id uuid not null references spaces on delete cascade,
    title jsonb not null,
    summary jsonb not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    acts integer not null,
    constraint a_phase_ends_after_it_starts check (starts_at < ends_at),
    constraint no_two_phases_at_once exclude using gist (space_id with =, tstzrange(starts_at, ends_at) with &&)
        deferrable initially deferred
);
create index on phases (space_id, starts_at);
create index on phases (starts_at);
create index on phases (ends_at);

create table categories (
    id uuid primary key,
    space_id uuid not null references spaces on delete cascade,
    code text not null,
    name jsonb not null,
    icon text not null,
    position integer not null,
    constraint one_category_per_code unique (space_id, code)
);
