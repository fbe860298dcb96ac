create table proposals (
    id uuid primary key,
    version integer not null,
    number integer generated always as identity,
    space_id uuid not null references spaces,
    author_id uuid not null references people,
    title varchar(120) not null,
    body text not null,
    category_id uuid references categories,
    district_id uuid references districts,
    place point,
    address text,
    photo_id uuid references files,
    photo_text text,
    state integer not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    published_at timestamptz,
    answer text,
    answered_by_id uuid references people,
    answered_at timestamptz,
    hidden_at timestamptz,
    hidden_by_id uuid references people,
    hidden_reason text,
    supports integer not null default 0,
    comments integer not null default 0,
    shuffle integer not null,
    search tsvector generated always as (
        setweight(to_tsvector('town', title), 'A') || setweight(to_tsvector('town', body), 'B')) stored,
    constraint one_proposal_per_number unique (number)
) with (fillfactor = 80);

create index on proposals (author_id);
create index on proposals (answered_by_id) where answered_by_id is not null;
create index on proposals (hidden_by_id) where hidden_by_id is not null;
create index on proposals (photo_id) where photo_id is not null;
create index on proposals (category_id);
create index on proposals (district_id);

-- What everyone reads, in each order in which a list goes. State 0 is the draft.
create index proposals_newest on proposals (space_id, published_at desc, id desc) where state <> 0 and hidden_at is null;
create index proposals_most_supported on proposals (space_id, supports desc, id desc) where state <> 0 and hidden_at is null;
create index proposals_most_discussed on proposals (space_id, comments desc, id desc) where state <> 0 and hidden_at is null;
create index proposals_shuffled on proposals (space_id, shuffle, id) where state <> 0 and hidden_at is null;
create index proposals_on_the_map on proposals using gist (place) where state <> 0 and hidden_at is null;
create index proposals_by_words on proposals using gin (search);
create index proposals_by_likeness on proposals using gin (plain(title) gin_trgm_ops) where state <> 0 and hidden_at is null;

create table supports (
    proposal_id uuid not null references proposals,
    person_id uuid not null references people,
    given_at timestamptz not null,
    constraint one_support_per_person primary key (proposal_id, person_id)
);
create index on supports (person_id);
