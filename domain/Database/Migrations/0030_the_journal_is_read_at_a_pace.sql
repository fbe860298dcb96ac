alter table journal_readers add column read_at timestamptz not null default '-infinity';
alter table journal_readers alter column read_at drop default;
