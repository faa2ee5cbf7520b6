create schema http;

-- The cookie holds a random id; only its SHA-256 is stored, so that nobody who reads the table can act as its owner.
create table http.session (
  id_hash bytea primary key,
  -- names the session in lists of devices
  id uuid not null default gen_random_uuid() unique,
  data jsonb not null default '{}',
  holder_kind text check (holder_kind in ('person', 'staff')),
  holder_id text,
  -- what the browser calls itself, for the list of devices; only of signed-in sessions
  device text not null default '',
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  check ((holder_kind is null) = (holder_id is null))
);
create index session_of_holder on http.session (holder_id, holder_kind) where holder_id is not null;
create index session_by_expiry on http.session (expires_at);
create index session_by_last_seen on http.session (last_seen_at);

-- What somebody sent after the session had ended; shown again after the next sign-in.
create table http.kept_form (
  token_hash bytea primary key,
  path text not null,
  fields jsonb not null,
  -- files came with the form; they are not kept
  had_files boolean not null default false,
  -- whose session it was, where that is still known; else the first to sign in and open it
  holder_kind text check (holder_kind in ('person', 'staff')),
  holder_id text,
  expires_at timestamptz not null,
  check ((holder_kind is null) = (holder_id is null))
);
create index kept_form_by_expiry on http.kept_form (expires_at);
