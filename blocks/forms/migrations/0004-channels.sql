-- Every way an application comes in goes through a draft, so that all arrive as equal cases. A draft that a clerk fills in for somebody belongs to the
-- clerk's unit and says how the person agreed; one of an interface belongs to its client.
alter table forms.draft
  add column channel text not null default 'web' check (channel in ('web', 'paper', 'counter', 'telephone', 'api', 'fit-connect')),
  add column staff_id uuid,
  add column unit_id text,
  add column client_id text,
  add column consent jsonb;
create index draft_staff on forms.draft (unit_id, changed_at desc) where staff_id is not null and submission_id is null;
alter table forms.submission
  add column channel text not null default 'web' check (channel in ('web', 'paper', 'counter', 'telephone', 'api', 'fit-connect')),
  add column consent jsonb;
