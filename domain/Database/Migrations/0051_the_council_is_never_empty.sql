-- Two councillors could take each other's role at the same moment, and nobody would be left to give one. Role 2 is the
-- council. The lock makes such changes wait for one another; each statement after it sees what the other left.
create function the_council_stays() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(4862010);

    if not exists (select 1 from people p where p.role = 2 and p.deleted_at is null and p.id <> old.id) then
        raise exception 'nobody would be left on the council'
            using errcode = 'check_violation', constraint = 'the_council_is_never_empty', table = 'people';
    end if;

    return new;
end $$;

create trigger the_council_is_never_empty before update on people
    for each row when (old.role = 2 and old.deleted_at is null and (new.role <> 2 or new.deleted_at is not null))
    execute function the_council_stays();
