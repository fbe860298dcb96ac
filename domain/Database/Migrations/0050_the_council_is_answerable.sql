-- What councillors and moderators did, newest first, without reading past every ballot and support. Their facts say who.
create index journal_of_the_town_hall on journal (id desc)
    where body ? 'ById' or body ? 'CouncilId' or body ? 'ModeratorId';
create index projects_being_built on projects (budget_id) where progress <> 0;
