create schema payments;

-- serial part of the Kassenzeichen; gaps are allowed, doubles are not
create sequence payments.claim_serial maxvalue 99999999 cycle;

create table payments.claim (
  id uuid primary key default uuidv7(),
  -- Kassenzeichen: YY + serial + two check digits
  reference text not null unique check (reference ~ '^\d{12}$'),
  -- null: asked of someone without an account, or the account was erased
  account_id uuid references identity.account (id),
  unit_id text not null references identity.unit (id),
  case_id uuid,
  case_reference text,
  amount_cents bigint not null check (amount_cents > 0),
  tax_rate_percent integer not null default 0 check (tax_rate_percent between 0 and 100),
  currency text not null default 'EUR' check (currency = 'EUR'),
  purpose text not null,
  booking_data jsonb not null default '{}',
  -- where the person goes on after paying; a path of ours
  return_path text not null check (return_path ~ '^/[^/\\]'),
  state text not null default 'created'
    check (state in ('created', 'handed_over', 'pending', 'paid', 'failed', 'cancelled', 'expired', 'refund_requested', 'refunded')),
  refunded_cents bigint not null default 0 check (refunded_cents between 0 and amount_cents),
  pay_until timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  paid_at timestamptz,
  -- a caller's key: the same fee asked for twice is one claim
  idempotency_key text unique
);
create index claim_account_idx on payments.claim (account_id, created_at desc);
create index claim_case_idx on payments.claim (case_id);
create index claim_pay_until_idx on payments.claim (pay_until) where state in ('created', 'handed_over', 'pending', 'failed', 'cancelled');

-- One attempt to pay a claim at the provider.
create table payments.transaction (
  id uuid primary key default uuidv7(),
  claim_id uuid not null references payments.claim (id),
  attempt integer not null check (attempt > 0),
  -- our key at the provider; sending it again never makes a second transaction
  request_id text not null unique check (request_id ~ '^[\w-]{1,36}$'),
  -- originatorId/endPointId
  provider text not null,
  -- the provider's id; null until it answered
  transaction_id text,
  state text not null default 'created'
    check (state in ('created', 'handed_over', 'paid', 'failed', 'cancelled', 'expired', 'abandoned', 'mismatch')),
  redirect_url text,
  payment_method text,
  payment_method_detail text,
  provider_reference text,
  checks integer not null default 0,
  requested_at timestamptz not null,
  handed_over_at timestamptz,
  final_at timestamptz,
  unique (claim_id, attempt),
  unique (provider, transaction_id)
);
-- at most one attempt of a claim is being asked for at a time
create unique index transaction_one_created_idx on payments.transaction (claim_id) where state = 'created';
create index transaction_open_idx on payments.transaction (requested_at) where state in ('created', 'handed_over', 'expired');
create index transaction_mismatch_idx on payments.transaction (final_at) where state = 'mismatch';

create table payments.refund (
  id uuid primary key default uuidv7(),
  claim_id uuid not null references payments.claim (id),
  -- set when money came that no claim was open for
  transaction_id uuid unique references payments.transaction (id),
  amount_cents bigint not null check (amount_cents > 0),
  reason text not null check (reason in ('decision', 'double-payment', 'late-payment', 'goodwill')),
  note text not null default '',
  state text not null default 'requested' check (state in ('requested', 'approved', 'rejected', 'executed')),
  -- null: found by the system
  requested_by uuid references identity.staff (id),
  requested_at timestamptz not null,
  decided_by uuid references identity.staff (id),
  decided_at timestamptz,
  executed_by uuid references identity.staff (id),
  executed_at timestamptz,
  channel text check (channel in ('sepa', 'provider', 'cash')),
  bank_reference text,
  -- four eyes
  check (decided_by is distinct from requested_by or decided_by is null)
);
create index refund_claim_idx on payments.refund (claim_id);
create index refund_open_idx on payments.refund (requested_at) where state in ('requested', 'approved');
-- one open refund per claim, apart from money that came twice
create unique index refund_one_open_idx on payments.refund (claim_id) where state in ('requested', 'approved') and transaction_id is null;

-- A booking groups ledger rows whose sum is zero.
create table payments.booking (
  id uuid primary key default uuidv7(),
  claim_id uuid not null references payments.claim (id),
  transaction_id uuid references payments.transaction (id),
  refund_id uuid references payments.refund (id),
  kind text not null check (kind in ('charge', 'payment', 'surplus', 'refund-approved', 'refund-executed')),
  booked_at timestamptz not null
);
-- a claim is charged once and paid once; a transaction brings money once; a refund is approved and executed once
create unique index booking_charge_idx on payments.booking (claim_id) where kind = 'charge';
create unique index booking_payment_idx on payments.booking (claim_id) where kind = 'payment';
create unique index booking_transaction_idx on payments.booking (transaction_id) where transaction_id is not null;
create unique index booking_refund_idx on payments.booking (refund_id, kind) where refund_id is not null;

create table payments.ledger_entry (
  id uuid primary key default uuidv7(),
  booking_id uuid not null references payments.booking (id),
  -- claim: what people owe us; revenue: fees; clearing: money at the provider; bank: money on our account; payable: what we owe people
  account text not null check (account in ('claim', 'revenue', 'clearing', 'bank', 'payable')),
  -- debit positive, credit negative
  amount_cents bigint not null check (amount_cents <> 0)
);
create index ledger_entry_booking_idx on payments.ledger_entry (booking_id);

create function payments.refuse_change() returns trigger language plpgsql as $$
begin
  -- the retention job alone may remove, after the years of § 147 AO and the Bavarian cash rules
  if tg_op = 'DELETE' and current_setting('payments.retention', true) = 'on' then
    return old;
  end if;
  raise exception 'the ledger is append-only';
end $$;
create trigger booking_append_only before update or delete on payments.booking for each row execute function payments.refuse_change();
create trigger ledger_entry_append_only before update or delete on payments.ledger_entry for each row execute function payments.refuse_change();

create function payments.refuse_imbalance() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(amount_cents), 1) from payments.ledger_entry where booking_id = new.id) <> 0 then
    raise exception 'booking % does not balance', new.id;
  end if;
  return null;
end $$;
create constraint trigger booking_balances after insert on payments.booking deferrable initially deferred
  for each row execute function payments.refuse_imbalance();
