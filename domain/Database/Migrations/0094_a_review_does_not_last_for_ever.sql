-- Where the council ended a review that the commission had let lie: why, and how many requests were dropped with it.
alter table commissions
    add column end_reason jsonb not null default '{}',
    add column dropped integer not null default 0,
    add constraint a_review_ended_for_others_says_why
        check (reviewed_at is not null or (end_reason = '{}' and dropped = 0));
alter table commissions alter column end_reason drop default, alter column dropped drop default;

-- Whoever orders a ballot out and whoever ends the review wait for each other, so that nothing is taken out after it.
create function nothing_is_ordered_out_after_the_review() returns trigger language plpgsql as $$
begin
    if (select c.reviewed_at from commissions c where c.budget_id = new.budget_id for share) is not null then
        raise exception 'the review of the commission is over'
            using errcode = 'check_violation', constraint = 'nothing_is_ordered_out_after_the_review', table = 'void_orders';
    end if;

    return new;
end $$;

create trigger nothing_is_ordered_out_after_the_review before insert or update on void_orders
    for each row execute function nothing_is_ordered_out_after_the_review();

create function a_review_ends_with_nothing_ordered() returns trigger language plpgsql as $$
begin
    if old.reviewed_at is not null and (new.reviewed_at, new.reviewed_by_id, new.end_reason, new.dropped) is distinct from (old.reviewed_at, old.reviewed_by_id, old.end_reason, old.dropped)
        or new.reviewed_at is not null and exists (select from void_orders o where o.budget_id = new.budget_id) then
        raise exception 'a review ends once, when nothing is ordered out any more'
            using errcode = 'check_violation', constraint = 'a_review_ends_with_nothing_ordered', table = 'commissions';
    end if;

    return new;
end $$;

create trigger a_review_ends_with_nothing_ordered before update on commissions
    for each row execute function a_review_ends_with_nothing_ordered();
