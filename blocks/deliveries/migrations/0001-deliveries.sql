create schema deliveries;

-- One row per output of a submission. Holds no answers: they are read from the submission when it is sent.
create table deliveries.delivery (
  id uuid primary key default uuidv7(),
  submission_id uuid not null,
  output_id text not null,
  kind text not null check (kind in ('case', 'mail', 'webhook', 'xml', 'fit-connect')),
  case_id uuid,
  account_id uuid references identity.account (id),
  form_id text not null,
  form_hash text not null,
  unit_id text not null,
  -- where it goes, as staff read it: a host, a folder, a destination; never the address of a person
  target text not null,
  state text not null check (state in ('planned', 'sending', 'delivered', 'refused', 'failed')),
  tries integer not null default 0,
  last_answer text,
  -- what the receiving side calls it; only outputs that need several steps
  progress jsonb,
  planned_at timestamptz not null,
  changed_at timestamptz not null,
  delivered_at timestamptz,
  erase_after date not null,
  unique (submission_id, output_id),
  check ((state = 'delivered') <= (delivered_at is not null))
);
create index delivery_unit_idx on deliveries.delivery (unit_id, planned_at desc, id desc);
create index delivery_account_idx on deliveries.delivery (account_id) where account_id is not null;
create index delivery_erase_idx on deliveries.delivery (erase_after);
-- FIT-Connect: what still waits for the word of the receiving authority
create index delivery_open_idx on deliveries.delivery (changed_at) where kind = 'fit-connect' and state = 'delivered';

create table deliveries.attempt (
  id uuid primary key default uuidv7(),
  delivery_id uuid not null references deliveries.delivery (id) on delete cascade,
  number integer not null,
  -- who asked for it; null: the clock
  staff_id uuid,
  begun_at timestamptz not null,
  ended_at timestamptz,
  -- null: it runs, or its process died
  outcome text check (outcome in ('delivered', 'refused', 'later', 'unknown')),
  answer text,
  unique (delivery_id, number)
);
