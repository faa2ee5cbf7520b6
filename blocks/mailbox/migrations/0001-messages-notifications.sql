create schema mailbox;

create table mailbox.message (
  id uuid primary key default uuidv7(),
  account_id uuid not null references identity.account (id),
  kind text not null check (kind in ('information', 'question', 'decision', 'receipt', 'confirmation')),
  subject text not null,
  body text not null,
  language text not null default 'de' check (language in ('de', 'en')),
  -- the unit that writes, as people read it
  sender text,
  case_id uuid,
  case_reference text,
  -- what the person is asked to do: { route, params, label }
  action jsonb,
  wants_answer boolean not null default false,
  idempotency_key text not null unique,
  delivered_at timestamptz not null,
  -- when the notification by mail left; starts the days of Art. 24 (2) BayDiG
  notified_at timestamptz,
  read_at timestamptz,
  answered_at timestamptz,
  archived_at timestamptz
);
create index message_inbox_idx on mailbox.message (account_id, delivered_at desc, id desc);
create index message_unread_idx on mailbox.message (account_id) where read_at is null and archived_at is null;
create index message_case_idx on mailbox.message (case_id);

create table mailbox.attachment (
  id uuid primary key default uuidv7(),
  message_id uuid not null references mailbox.message (id) on delete cascade,
  position integer not null,
  document_id uuid,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file_name text not null,
  media_type text not null,
  size bigint not null check (size >= 0),
  -- the first download is logged: Art. 24 (3) BayDiG
  first_opened_at timestamptz,
  unique (message_id, position)
);

create table mailbox.notification (
  id uuid primary key default uuidv7(),
  message_id uuid not null unique references mailbox.message (id) on delete cascade,
  -- Message-ID of the mail: the same for every try, so that a mail server or reader can drop a second copy
  mail_message_id text not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'in-doubt', 'failed', 'skipped')),
  -- how often a try ended without our knowing whether the mail server took it
  doubts integer not null default 0,
  tries integer not null default 0,
  -- why it failed or was skipped; never an address
  reason text,
  changed_at timestamptz not null
);
create index notification_troubled_idx on mailbox.notification (changed_at) where state in ('in-doubt', 'failed');
