-- Times that came with an application, by step of its form. The book of appointments is another system: held there until it has confirmed. What the book wants to see of
-- who holds a time is with the submission, encrypted.
create table applications.appointment (
  submission_id uuid not null references applications.application (submission_id) on delete cascade,
  step text not null,
  office_name text not null,
  starts_at timestamptz not null,
  state text not null default 'held' check (state in ('held', 'confirmed', 'lost', 'cancelled')),
  changed_at timestamptz not null,
  primary key (submission_id, step)
);
