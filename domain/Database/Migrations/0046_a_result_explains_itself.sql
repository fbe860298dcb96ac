-- What would have changed it, who paid for what, and how other rules fare on the same ballots. Older results have none.
alter table results add column explanation jsonb;
