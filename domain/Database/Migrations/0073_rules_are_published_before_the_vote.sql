alter table budgets add column rules_published_at timestamptz;
