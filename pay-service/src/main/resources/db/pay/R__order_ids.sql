-- The lowest order id of a millisecond: milliseconds since 2025 times 4096.
create or replace function order_id_at(moment timestamptz) returns bigint language sql immutable as $$
  select (floor(extract(epoch from moment) * 1000)::bigint - 1735689600000) * 4096
$$;

-- The millisecond at which an order or a transfer got its id: the inverse of order_id_at().
create or replace function order_time(id bigint) returns timestamptz language sql immutable as $$
  select to_timestamp((id / 4096 + 1735689600000) / 1000.0)
$$;

-- The id of an order that is made now.
create or replace function next_order_id() returns bigint language sql volatile as $$
  select order_id_at(clock_timestamp()) + nextval('order_sequence') % 4096
$$;

-- An hour's worth of ids: 3,600,000 milliseconds times 4096.
create or replace function hour_of_ids() returns bigint language sql immutable as $$
  select 14745600000
$$;
