-- An agreement that was asked for is reminded of and runs out; it may be declined and asked for again; staff may go on without it.
alter table applications.cosignature drop constraint cosignature_state_check;
alter table applications.cosignature add constraint cosignature_state_check
  check (state in ('open', 'asked', 'agreed', 'declined', 'expired', 'waived'));
alter table applications.cosignature
  -- where the page of the link is, without its secret, and the language of the mail: a reminder carries a new link
  add column asked_link text,
  add column asked_locale text,
  add column reminded_at timestamptz,
  add column expires_at timestamptz,
  -- who went on without it, and why
  add column waived_by text,
  add column waiver_reason text;
create index cosignature_due on applications.cosignature (asked_at) where state = 'asked';
