-- The form that last wrote the text: it saves as one types and once more at the end, while a second tab must be told.
alter table proposals add column written_in uuid;
