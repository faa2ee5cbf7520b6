create schema online_services;

-- one row per submitted application: what belongs together over the blocks
create table online_services.application (
  submission_id uuid primary key,
  draft_id uuid not null unique,
  case_id uuid not null unique,
  service_id text not null,
  account_id uuid,
  claim_id uuid,
  submitted_at timestamptz not null,
  receipt_document_id uuid,
  -- that a rating was given, not which
  rated boolean not null default false
);
create index application_of_service on online_services.application (service_id, submitted_at);
create index application_of_account on online_services.application (account_id);

-- ratings have no link to a person or a case, and only the day
create table online_services.rating (
  id uuid primary key default gen_random_uuid(),
  service_id text not null,
  given_on date not null,
  stars int not null check (stars between 1 and 5),
  recommends boolean,
  remark text not null default ''
);
create index rating_of_service on online_services.rating (service_id, given_on);
