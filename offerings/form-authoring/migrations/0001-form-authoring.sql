create schema form_authoring;

-- One working copy per form: what its authors are writing. It may be incomplete or wrong; `faults` is what the check of the block said when it was saved.
create table form_authoring.working_copy (
  form_id text primary key,
  unit_id text not null,
  definition jsonb not null,
  -- translations whose German text has changed since: [{language, de, text}]
  stale jsonb not null default '[]',
  faults jsonb not null default '[]',
  revision integer not null default 1,
  lock_staff_id uuid,
  lock_staff_name text,
  lock_until timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid,
  changed_by_name text not null
);
create index working_copy_unit on form_authoring.working_copy (unit_id, changed_at desc);

-- What was handed in for publication: a fixed text, who wrote it, who approved it, and what became of it.
create table form_authoring.version (
  id uuid primary key default uuidv7(),
  form_id text not null,
  unit_id text not null,
  number text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  definition jsonb not null,
  state text not null check (state in ('submitted', 'returned', 'withdrawn', 'scheduled', 'published')),
  author_id uuid,
  author_name text not null,
  -- the author's words to the one who approves
  note text not null,
  submitted_at timestamptz not null,
  approver_id uuid,
  approver_name text,
  approver_note text,
  decided_at timestamptz,
  scheduled_for timestamptz,
  published_at timestamptz,
  -- the earlier version whose text this one took up again
  restored_from text,
  -- four eyes, whatever the code does
  check (approver_id is null or approver_id is distinct from author_id)
);
create index version_form on form_authoring.version (form_id, submitted_at desc);
-- At most one version of a form waits or is scheduled.
create unique index version_open on form_authoring.version (form_id) where state in ('submitted', 'scheduled');
