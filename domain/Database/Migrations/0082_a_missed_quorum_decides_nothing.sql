-- Where too few voted, what the count came to is kept beside what was chosen, which is nothing.
alter table project_results
    add column advisory_rank integer,
    add constraint what_is_advisory_is_not_chosen check (rank is null or advisory_rank is null);
