alter table people add column suspended_at timestamptz;
