-- The first words without their Markdown, so that a list need not read and render twenty whole texts.
alter table proposals add column excerpt text not null default '';
