-- Scans of the paper that a clerk types in: they belong to no question, wait at the draft, and go with it into the submission.
alter table forms.draft_file add column scan boolean not null default false;
