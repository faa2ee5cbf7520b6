create schema forms;

-- A published version never changes: drafts and submissions stay on the one they began with.
create table forms.definition (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  form_id text not null,
  version text not null,
  definition jsonb not null,
  published_at timestamptz not null,
  -- at most one version of a form is offered; the others are kept for what was begun with them
  offered boolean not null default true,
  unique (form_id, version)
);
create unique index definition_offered on forms.definition (form_id) where offered;

create table forms.submission (
  id uuid primary key default uuidv7(),
  form_id text not null,
  form_hash text not null references forms.definition (hash),
  service_id text not null,
  account_id uuid references identity.account (id),
  locale text not null,
  answers jsonb not null,
  computed jsonb not null,
  provenance jsonb not null,
  facts jsonb not null,
  -- as the person saw it on the check page, in their language
  summary jsonb not null,
  fee jsonb not null,
  files jsonb not null,
  submitted_at timestamptz not null,
  erase_after date not null
);
create index submission_account on forms.submission (account_id, submitted_at desc);
create index submission_erase on forms.submission (erase_after);

create function forms.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a row of %.% never changes', tg_table_schema, tg_table_name;
end $$;
create trigger immutable before update on forms.submission for each row
  when (new.answers is distinct from old.answers or new.form_hash is distinct from old.form_hash or new.fee is distinct from old.fee
        or new.summary is distinct from old.summary or new.submitted_at is distinct from old.submitted_at)
  execute function forms.refuse_change();
create trigger immutable before update on forms.definition for each row
  when (new.definition is distinct from old.definition or new.hash is distinct from old.hash)
  execute function forms.refuse_change();

create table forms.draft (
  id uuid primary key default uuidv7(),
  form_id text not null,
  form_hash text not null references forms.definition (hash),
  service_id text not null,
  account_id uuid references identity.account (id),
  resume_hash text unique,
  locale text not null,
  answers jsonb not null default '{}',
  provenance jsonb not null default '{}',
  -- what was typed and could not be taken, by path: shown again with its message
  raw jsonb not null default '{}',
  -- how often each page was saved: tells when two windows changed the same page
  page_revisions jsonb not null default '{}',
  revision integer not null default 0,
  current_page text not null,
  trust_level text not null default 'none',
  created_at timestamptz not null,
  changed_at timestamptz not null,
  expires_at timestamptz not null,
  submission_id uuid unique references forms.submission (id) on delete set null
);
create index draft_account on forms.draft (account_id, changed_at desc) where submission_id is null;
create index draft_expires on forms.draft (expires_at);

create table forms.draft_file (
  id uuid primary key default uuidv7(),
  draft_id uuid not null references forms.draft (id) on delete cascade,
  file_name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  uploaded_at timestamptz not null
);
create index draft_file_draft on forms.draft_file (draft_id);
create index draft_file_sha256 on forms.draft_file (sha256);

-- Counts per page and day, without a trace of who: what statistics of a service are made of. Losing the last seconds in a crash is no harm.
create unlogged table forms.page_usage (
  form_id text not null,
  day date not null,
  page text not null,
  shown integer not null default 0,
  answered integer not null default 0,
  refused integer not null default 0,
  abandoned integer not null default 0,
  primary key (form_id, day, page)
);
