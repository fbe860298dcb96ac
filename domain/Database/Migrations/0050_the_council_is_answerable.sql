-- What councillors and moderators did, newest first, without reading past every ballot and support. Their facts say who.
create index journal_of_the_town_hall on journal (id desc)
    where coalesce(body ->> 'ById', body ->> 'CouncilId', body ->> 'ModeratorId') is not null;
create index projects_being_built on projects (budget_id) where progress <> 0;

-- How the town hall finds a person.
create index people_by_name on people (plain(name), id) where deleted_at is null;
