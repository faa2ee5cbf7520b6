-- Transactional outbox: an event is a row of the writer's transaction, its delivery a job.
create schema events;

create table events.event (
  id uuid primary key default uuidv7(),
  name text not null,
  payload jsonb not null,
  occurred_at timestamptz not null default now()
);
create index event_by_name on events.event (name, id);

-- The mark "handled", written in the handler's own transaction.
create table events.handled (
  event_id uuid not null references events.event (id) on delete cascade,
  module text not null,
  handler text not null,
  handled_at timestamptz not null default now(),
  primary key (event_id, module, handler)
);

create schema jobs;

-- One row per running worker process. Whose beat stays away is dead: its jobs are released.
create table jobs.worker (
  id uuid primary key default uuidv7(),
  lock_names text[] not null,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now()
);
