-- What lists show. Pictures kept before have none, and show their full size.
alter table files add column small bytea;
alter table files alter column small set storage external;
