alter table letters add column stop_link text;
alter table letters add column is_private boolean not null default false;
alter table letters alter column is_private drop default;
