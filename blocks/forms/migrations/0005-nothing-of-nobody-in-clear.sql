-- What belongs to no account, clerk or client is sealed, or sent and empty.
alter table forms.draft add constraint draft_clear check (
  num_nonnulls(account_id, staff_id, client_id) > 0 or (answers = '{}' and provenance = '{}' and raw = '{}'));
