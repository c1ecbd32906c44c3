-- Counts the next hour that is over and has orders; false where there is none yet. An order commits
-- moments after it gets its id; five minutes are far more than a statement may take.
create or replace function count_next_hour() returns boolean language plpgsql as $$
declare
  counted bigint;
  next_id bigint;
  hour_start bigint;
  closed bigint := order_id_at(clock_timestamp() - interval '5 minutes');
begin
  select before into counted from orders_counted for update;
  closed := closed - closed % hour_of_ids();
  select min(id) into next_id from orders where id >= counted and id < closed;
  if next_id is null then
    update orders_counted set before = greatest(before, closed);
    return false;
  end if;
  hour_start := next_id - next_id % hour_of_ids();
  insert into order_counts (app_id, hour, coin_id, direction, account, orders)
    select app_id, hour_start, coin_id, direction, account, count(*) from orders
     where id >= hour_start and id < hour_start + hour_of_ids()
     group by app_id, coin_id, direction, account;
  update orders_counted set before = hour_start + hour_of_ids();
  return true;
end $$;

-- Counts orders one by one, hence only a user's orders or those outside of counted hours. The bounds on
-- ids leave partitions out; those on moments are exact.
create or replace function count_orders(
  in_app_id text, in_uid bigint, in_coin_id integer, in_direction text, in_account text,
  in_from timestamptz, in_to timestamptz, in_least bigint, in_before bigint) returns bigint
  language plpgsql stable as $$
begin
  if in_least >= in_before then
    return 0;
  elsif in_uid is null then
    return (
      select count(*) from orders o
       where o.app_id = in_app_id and o.id >= in_least and o.id < in_before
         and (in_coin_id is null or o.coin_id = in_coin_id)
         and (in_direction is null or o.direction = in_direction)
         and (in_account is null or o.account = in_account)
         and (in_from is null or o.created_at >= in_from)
         and (in_to is null or o.created_at < in_to));
  else
    return (
      select count(*) from orders o
       where o.uid = in_uid and o.app_id = in_app_id and o.id >= in_least and o.id < in_before
         and (in_coin_id is null or o.coin_id = in_coin_id)
         and (in_direction is null or o.direction = in_direction)
         and (in_account is null or o.account = in_account)
         and (in_from is null or o.created_at >= in_from)
         and (in_to is null or o.created_at < in_to));
  end if;
end $$;

-- The number of orders, and the place where a page begins that skips in_offset of the latest: below an
-- id, after skipping some more. A merchant's orders are skipped an hour at a time.
create or replace function history_start(
  in_app_id text, in_uid bigint, in_coin_id integer, in_direction text, in_account text,
  in_from timestamptz, in_to timestamptz, in_offset bigint)
  returns table (total bigint, before bigint, skip bigint)
  language plpgsql stable
  set plan_cache_mode = force_generic_plan
as $$
declare
  least_id constant bigint := coalesce(order_id_at(in_from), 0);
  end_id constant bigint := coalesce(order_id_at(in_to) + 4096, 9223372036854775807);
  -- Hours between these are counted already. Ids know milliseconds, moments microseconds: an hour
  -- that begins within the same millisecond, but earlier, is not a whole one.
  whole_id constant bigint := coalesce(order_id_at(in_from + interval '999 microseconds'), 0);
  first_hour bigint := whole_id + (hour_of_ids() - whole_id % hour_of_ids()) % hour_of_ids();
  end_hour bigint;
  late bigint;
  counted bigint;
  early bigint;
  hour_after bigint;
  found record;
begin
  select least(c.before, coalesce(order_id_at(in_to), c.before)) into end_hour
    from orders_counted c;
  end_hour := end_hour - end_hour % hour_of_ids();
  if in_uid is not null or first_hour >= end_hour then
    late := count_orders(in_app_id, in_uid, in_coin_id, in_direction, in_account, in_from, in_to,
                         least_id, end_id);
    return query select late, end_id, in_offset;
    return;
  end if;

  late := count_orders(in_app_id, in_uid, in_coin_id, in_direction, in_account, in_from, in_to,
                       end_hour, end_id);
  early := count_orders(in_app_id, in_uid, in_coin_id, in_direction, in_account, in_from, in_to,
                        least_id, first_hour);
  select coalesce(sum(c.orders), 0) into counted from order_counts c
   where c.app_id = in_app_id and c.hour >= first_hour and c.hour < end_hour
     and (in_coin_id is null or c.coin_id = in_coin_id)
     and (in_direction is null or c.direction = in_direction)
     and (in_account is null or c.account = in_account);
  if in_offset < late then
    return query select late + counted + early, end_id, in_offset;
    return;
  elsif in_offset >= late + counted then
    return query select late + counted + early, first_hour, in_offset - late - counted;
    return;
  end if;
  select h.hour, h.newer into found from (
    select c.hour, sum(c.orders) as orders,
           sum(sum(c.orders)) over (order by c.hour desc) - sum(c.orders) as newer
      from order_counts c
     where c.app_id = in_app_id and c.hour >= first_hour and c.hour < end_hour
       and (in_coin_id is null or c.coin_id = in_coin_id)
       and (in_direction is null or c.direction = in_direction)
       and (in_account is null or c.account = in_account)
     group by c.hour) h
   where h.newer + h.orders > in_offset - late
   order by h.hour desc limit 1;
  hour_after := found.hour + hour_of_ids();
  return query
    select late + counted + early, hour_after, in_offset - late - found.newer::bigint;
end $$;
