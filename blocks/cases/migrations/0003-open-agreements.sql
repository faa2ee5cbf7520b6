-- How many other people still have to agree with the application; while there is one, it is not granted.
alter table cases.case add column open_agreements integer not null default 0 check (open_agreements >= 0);
