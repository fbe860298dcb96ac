-- An opening or closing that was told to everyone. The moment is part of it: a phase that the council moves opens anew.
create table phase_announcements (
    phase_id uuid not null references phases on delete cascade,
    what integer not null,
    at timestamptz not null,
    constraint one_announcement_per_moment primary key (phase_id, what, at)
);
