create schema identity;

-- A resident. bpk2 is the key at the state account; null after erasure.
create table identity.account (
  id uuid primary key default uuidv7(),
  bpk2 text unique,
  display_name text not null,
  trust_level text not null check (trust_level in ('basic', 'normal', 'substantial', 'high')),
  locale text not null default 'de',
  mail text,
  notify_by_mail boolean not null default true,
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  erased_at timestamptz
);
create index account_last_sign_in_idx on identity.account (last_sign_in_at) where erased_at is null;

create table identity.attribute (
  account_id uuid not null references identity.account (id) on delete cascade,
  name text not null,
  value text not null,
  trust_level text not null check (trust_level in ('basic', 'normal', 'substantial', 'high')),
  source text not null,
  obtained_at timestamptz not null,
  primary key (account_id, name)
);

-- Residents of the demo city, listed on the sign-in page in demo mode only.
create table identity.demo_person (
  account_id uuid primary key references identity.account (id) on delete cascade,
  means text not null,
  note jsonb not null
);

-- One row per sign-in that was begun; proves that an answer was asked for, once, and by this browser.
create table identity.sign_in_request (
  id text primary key,
  return_path text not null,
  minimum_level text not null,
  locale text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  account_id uuid references identity.account (id) on delete cascade,
  -- what the identity provider proved this time
  trust_level text,
  failure text,
  completed_at timestamptz
);
create index sign_in_request_expires_idx on identity.sign_in_request (expires_at);

-- Ids of assertions that were accepted; an id is accepted once (SAML profiles 4.1.4.5).
create table identity.used_assertion (
  id text primary key,
  expires_at timestamptz not null
);
create index used_assertion_expires_idx on identity.used_assertion (expires_at);

create table identity.unit (
  id text primary key,
  parent_id text references identity.unit (id),
  kind text not null check (kind in ('referat', 'department', 'team')),
  name jsonb not null,
  task jsonb,
  address jsonb,
  phone text,
  mail text,
  website text,
  opening_hours jsonb,
  accessibility jsonb,
  position integer not null,
  active boolean not null default true
);
create index unit_parent_idx on identity.unit (parent_id);

create table identity.role (
  id text primary key,
  name jsonb not null,
  permissions text[] not null
);

create table identity.staff (
  id uuid primary key default uuidv7(),
  -- `sub` at the staff OIDC provider
  subject text not null unique,
  name text not null,
  mail text not null,
  phone text,
  locale text not null default 'de',
  active boolean not null default true,
  -- set for staff of the demo city: what to show beside the name
  demo_note jsonb,
  created_at timestamptz not null,
  last_sign_in_at timestamptz
);

create table identity.staff_role (
  staff_id uuid not null references identity.staff (id) on delete cascade,
  role_id text not null references identity.role (id),
  unit_id text not null references identity.unit (id),
  granted_at timestamptz not null,
  primary key (staff_id, role_id, unit_id)
);
create index staff_role_unit_idx on identity.staff_role (unit_id);

create table identity.passkey (
  -- credential id, base64url
  id text primary key,
  staff_id uuid not null references identity.staff (id) on delete cascade,
  -- COSE key, base64url
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  label text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_staff_idx on identity.passkey (staff_id);
