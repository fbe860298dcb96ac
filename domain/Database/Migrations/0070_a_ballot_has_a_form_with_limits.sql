-- How a ballot may be filled in; what each form asks for, the form itself says.
alter table budgets
    add column min_choices integer,
    add column min_share integer,
    add column points integer,
    add column most_points integer,
    add constraint a_ballot_can_be_filled_in check (
        min_choices >= 1 and max_choices >= 1 and min_choices <= max_choices
        and min_share between 0 and 100 and points >= 1 and most_points >= 1);
