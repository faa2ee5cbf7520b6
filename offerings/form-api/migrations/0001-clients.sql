create schema form_api;

-- Systems of other authorities (EfA services) that read forms and send submissions. Only the hash of a key is kept.
create table form_api.client (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{2,60}$'),
  name text not null,
  key_hash text not null unique,
  scopes text[] not null,
  -- forms the client may send; empty: all
  forms text[] not null default '{}',
  created_at timestamptz not null,
  revoked_at timestamptz,
  last_used_on date
);

-- A request with the same key is answered as the first time, so that a client may repeat what got lost (IETF draft Idempotency-Key).
create table form_api.request (
  client_id text not null references form_api.client (id),
  key text not null,
  -- method, address and content of the request
  fingerprint text not null,
  status integer not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (client_id, key)
);
create index request_at on form_api.request (at);
