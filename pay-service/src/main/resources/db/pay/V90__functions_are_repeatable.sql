-- Functions live in repeatable migrations from here on: R__*.sql has each function as it is.
--
-- settle_batch() with in_types stays for a version, for instances that are still running; new ones
-- call post_batch().
drop function settle_batch(
  text[], integer[], text[], integer[], text[], text[], bigint[], text[], integer[], numeric[],
  numeric[], text[], text[], text[], text[], integer[], boolean[], integer[], numeric[], text[],
  bigint[], text[], integer[], date[], bigint[], text[], integer[], integer[], integer[], numeric[],
  numeric[]);
drop function settle(
  text, text, bigint, text, text, bigint, text, integer, numeric, numeric, text, text, jsonb, text,
  bigint, boolean, date, numeric, bigint[], text[], integer[], numeric[], numeric[], text);

comment on table gifts is 'Internal transfers, by their reference for all time.';
comment on table checkout_visits is 'When a payer first opened the pay page of an order.';
comment on column orders.cut is 'The platform''s fee.';
comment on column accounts.frozen is 'The part of the balance that is held.';
comment on column outbox.noticed_at is 'When callback-service acknowledged the event.';
