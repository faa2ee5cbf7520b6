-- What a delivery waits for before it may leave; without anything left it is planned. Dropped: the case ended before, and nothing leaves.
alter table deliveries.delivery drop constraint delivery_state_check;
alter table deliveries.delivery add constraint delivery_state_check
  check (state in ('waiting', 'planned', 'sending', 'delivered', 'refused', 'failed', 'dropped'));
alter table deliveries.delivery add column waits_for text[] not null default '{}'
  check (waits_for <@ array['payment', 'agreement']);
alter table deliveries.delivery add constraint delivery_waiting check ((state = 'waiting') <= (cardinality(waits_for) > 0));
create index delivery_waiting_idx on deliveries.delivery (case_id) where state = 'waiting';
