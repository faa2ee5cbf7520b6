create schema cases;

create table cases.case_type (
  id text not null,
  hash text not null,
  version int not null,
  definition jsonb not null,
  published_at timestamptz not null,
  primary key (id, hash)
);

create sequence cases.file_reference;

create table cases.case (
  id uuid primary key default uuidv7(),
  file_reference text not null unique,
  case_type_id text not null,
  case_type_hash text not null,
  service_id text not null,
  unit_id text not null,
  account_id uuid,
  applicant_name text not null,
  -- only where the applicant has no account
  applicant_mail text,
  locale text not null,
  submission_id uuid not null unique,
  claim_id uuid,
  state text not null,
  phase text not null,
  owner_id uuid,
  opened_at timestamptz not null,
  received_on date,
  due_on date,
  closed_at timestamptz,
  outcome text,
  erase_on date,
  foreign key (case_type_id, case_type_hash) references cases.case_type (id, hash)
);
create index case_work_list on cases.case (unit_id, due_on, id) where closed_at is null;
create index case_of_unit on cases.case (unit_id, opened_at desc);
create index case_of_account on cases.case (account_id, opened_at desc);
create index case_claim on cases.case (claim_id);
create index case_erasure on cases.case (erase_on);

create table cases.event (
  id uuid primary key default uuidv7(),
  case_id uuid not null references cases.case on delete cascade,
  at timestamptz not null,
  -- opened, action, message, note, assigned, document
  kind text not null,
  action text,
  from_state text,
  to_state text,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  -- sentence the applicant sees, in all languages; null: staff only
  applicant_text jsonb,
  detail jsonb not null default '{}'
);
create index event_of_case on cases.event (case_id, at, id);

create table cases.message (
  id uuid primary key default uuidv7(),
  case_id uuid not null references cases.case on delete cascade,
  direction text not null check (direction in ('to-applicant', 'from-applicant')),
  body text not null,
  author_name text not null,
  sent_at timestamptz not null,
  is_question boolean not null default false,
  answer_due_on date,
  answered_at timestamptz,
  mailbox_message_id uuid
);
create index message_of_case on cases.message (case_id, sent_at, id);
-- one open question at a time, so that both sides know what is waited for
create unique index one_open_question on cases.message (case_id) where is_question and answered_at is null;

create table cases.message_file (
  id uuid primary key default uuidv7(),
  message_id uuid not null references cases.message on delete cascade,
  file_name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null
);
create index file_of_message on cases.message_file (message_id);

create table cases.note (
  id uuid primary key default uuidv7(),
  case_id uuid not null references cases.case on delete cascade,
  staff_id uuid not null,
  staff_name text not null,
  body text not null,
  written_at timestamptz not null
);
create index note_of_case on cases.note (case_id, written_at);

create table cases.decision (
  id uuid primary key default uuidv7(),
  case_id uuid not null references cases.case on delete cascade,
  outcome text not null,
  -- what the clerk wrote in addition to the text of the case type
  remarks text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  -- set when a second person gave it back
  returned_at timestamptz,
  document_id uuid,
  issued_at timestamptz
);
-- a case has at most one decision on its way or issued
create unique index one_decision on cases.decision (case_id) where returned_at is null;

create table cases.text_block (
  id uuid primary key default uuidv7(),
  -- stable key of blocks that come with the city
  key text unique,
  unit_id text not null,
  name text not null,
  body_de text not null,
  body_en text not null,
  changed_at timestamptz not null
);
create index text_block_of_unit on cases.text_block (unit_id, name);

-- public holidays at the office; deadlines are counted in working days
create table cases.holiday (
  day date primary key,
  name_de text not null,
  name_en text not null
);
