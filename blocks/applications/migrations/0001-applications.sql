create schema applications;

-- One row per submitted application: what belongs together over the blocks. Houses that were set up before this block existed kept it elsewhere.
do $$
begin
  if to_regclass('online_services' || '.application') is not null then
    execute format('alter table %I.application set schema applications', 'online_services');
  else
    create table applications.application (
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
    create index application_of_service on applications.application (service_id, submitted_at);
    create index application_of_account on applications.application (account_id);
  end if;
end $$;
