-- Another person agrees with what was sent. Who holds the token may answer, once; only its hash is kept.
create table applications.cosignature (
  id uuid primary key default uuidv7(),
  submission_id uuid not null references applications.application (submission_id) on delete cascade,
  -- id of the step in the form
  step text not null,
  state text not null default 'open' check (state in ('open', 'asked', 'agreed', 'declined')),
  token_hash text unique,
  -- whom the applicant asked; the mail address goes when the answer is there
  asked_name text,
  asked_mail text,
  asked_at timestamptz,
  -- as typed by who answered
  signed_name text,
  answered_at timestamptz,
  unique (submission_id, step)
);
