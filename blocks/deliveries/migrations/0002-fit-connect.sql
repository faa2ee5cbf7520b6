-- Signed events about our submissions at other authorities, each once: an id that comes again for something else is a replay.
create table deliveries.fit_connect_event (
  id text primary key,
  delivery_id uuid not null references deliveries.delivery (id) on delete cascade,
  type text not null,
  issuer text not null,
  issued_at timestamptz not null,
  received_at timestamptz not null,
  problems jsonb not null default '[]'
);
create index fit_connect_event_delivery_idx on deliveries.fit_connect_event (delivery_id);

-- What other authorities and portals sent to our destination, and our word about it. No content: that is the draft's or the submission's.
create table deliveries.received_submission (
  -- FIT-Connect's ids
  id uuid primary key,
  case_id uuid not null,
  destination_id uuid not null,
  state text not null check (state in ('accepted', 'rejected')),
  -- what the intake made of it
  reference text,
  problems jsonb not null default '[]',
  -- the signed event that says so; sent until the service has it
  reply text not null,
  received_at timestamptz not null,
  answered_at timestamptz,
  check ((state = 'accepted') = (reference is not null))
);
create index received_submission_open_idx on deliveries.received_submission (received_at) where answered_at is null;
