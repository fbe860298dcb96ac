create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- How the town's texts are searched: French stems, accents or not.
create text search configuration town (copy = french);
alter text search configuration town alter mapping for hword, hword_part, word with unaccent, french_stem;

-- A text as one would type it: no capitals, no accents. Immutable because the dictionary is named.
create function plain(text) returns text language sql immutable parallel safe strict
    return public.unaccent('public.unaccent'::regdictionary, lower($1));

create table districts (
    id uuid primary key,
    code text not null,
    name text not null,
    outline bytea not null,
    constraint one_district_per_code unique (code)
);

create table people (
    id uuid primary key,
    version integer not null,
    name varchar(60) not null,
    title text,
    language text not null,
    district_id uuid references districts,
    role integer not null,
    mail integer not null,
    joined_at timestamptz not null,
    verified_at timestamptz,
    deleted_at timestamptz
);
create index on people (district_id);

create table files (
    id uuid primary key,
    content_type text not null,
    bytes bytea not null,
    width integer not null,
    height integer not null,
    uploaded_by_id uuid references people,
    uploaded_at timestamptz not null
);
-- Pictures are compressed already.
alter table files alter column bytes set storage external;
create index on files (uploaded_by_id);
