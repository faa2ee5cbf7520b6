create schema documents;

-- What the authority wrote. The bytes lie in the file store under their SHA-256; rows never change but for the link to the account.
create table documents.document (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('receipt', 'decision', 'payment-receipt', 'letter')),
  title text not null,
  file_name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size > 0),
  -- whom it is for; null for applications without an account, and after the account was erased
  account_id uuid references identity.account (id) on delete set null,
  -- the unit whose staff may read it
  unit_id text not null,
  case_id uuid,
  sealed boolean not null,
  locale text not null check (locale in ('de', 'en')),
  -- storing again what was stored gives the first document
  idempotency_key text not null unique,
  created_at timestamptz not null
);
create index document_account_idx on documents.document (account_id, created_at desc, id desc);
create index document_case_idx on documents.document (case_id);
create index document_created_idx on documents.document (created_at);
