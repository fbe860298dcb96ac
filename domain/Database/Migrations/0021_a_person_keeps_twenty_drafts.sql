create index drafts_by_author on proposals (author_id, space_id) where state = 0;

-- Drafts cost nothing to make, and nobody else sees them: without a bound one account could fill the disk. State 0 is
-- the draft. The lock makes two drafts begun at once wait for each other, and nobody else.
create function drafts_stay_few() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('drafts ' || new.author_id || new.space_id, 0));

    if (select count(*) from proposals p where p.state = 0 and p.author_id = new.author_id and p.space_id = new.space_id) >= 20 then
        raise exception 'twenty drafts are enough'
            using errcode = 'check_violation', constraint = 'a_person_keeps_twenty_drafts', table = 'proposals';
    end if;

    return new;
end $$;

create trigger a_person_keeps_twenty_drafts before insert on proposals
    for each row when (new.state = 0) execute function drafts_stay_few();
