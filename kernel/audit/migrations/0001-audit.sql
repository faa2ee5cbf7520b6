create schema audit;

-- Who did what to which thing. Holds nothing personal itself: the commitment binds the personal part, which may be erased.
create table audit.entry (
  id uuid primary key default uuidv7(),
  at timestamptz not null default clock_timestamp(),
  actor_kind text not null,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  reading boolean not null,
  -- SHA-256 over salt and personal part
  commitment bytea not null
);

-- Erasable (Art. 17 GDPR): without its salt the commitment tells nothing, and the chain stays verifiable.
create table audit.personal (
  entry_id uuid primary key references audit.entry (id),
  salt bytea not null,
  actor_id text not null,
  actor_name text not null,
  account_id text,
  detail jsonb not null
);
create index personal_by_account on audit.personal (account_id) where account_id is not null;
create index personal_by_actor on audit.personal (actor_id);

-- Committed entries that wait for their link in the chain, so that writers need no order among them.
create table audit.unsealed (
  entry_id uuid primary key references audit.entry (id)
);

-- The chain: hash = SHA-256(hash of the link before, canonical JSON of position and entry).
create table audit.link (
  position bigint primary key check (position > 0),
  entry_id uuid not null unique references audit.entry (id),
  hash bytea not null
);

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'insufficient_privilege';
end;
$$;

create trigger append_only before update or delete or truncate on audit.entry for each statement execute function audit.refuse_change();
create trigger append_only before update or delete or truncate on audit.link for each statement execute function audit.refuse_change();
create trigger no_update before update or truncate on audit.personal for each statement execute function audit.refuse_change();
