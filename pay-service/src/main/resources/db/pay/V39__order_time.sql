-- When an order or a transfer got its id: order_id_at() the other way round, to the millisecond.
create function order_time(id bigint) returns timestamptz language sql immutable as $$
  select to_timestamp((id / 4096 + 1735689600000) / 1000.0)
$$;
