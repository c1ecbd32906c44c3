-- Lists of orders know how many there are and begin anywhere, however many there are: hours that are
-- over are counted once.

create table order_counts (
  app_id    text   not null,
  -- The hour's first possible order id.
  hour      bigint not null,
  coin_id   integer not null,
  direction text   not null,
  account   text   not null,
  orders    bigint not null,
  primary key (app_id, hour, coin_id, direction, account)
);

-- One row: every order with a lower id is in order_counts.
create table orders_counted (
  one    boolean primary key default true check (one),
  before bigint  not null
);
insert into orders_counted (before) values (0);

grant select, insert on order_counts to ${runtime_role};
grant select on orders_counted to ${runtime_role};
grant update (before) on orders_counted to ${runtime_role};

-- An hour's worth of ids: 3,600,000 milliseconds times 4096.
create function hour_of_ids() returns bigint language sql immutable as $$
  select 14745600000
$$;

-- Counts the next hour that is over and has orders; false where there is none yet. An id is given
-- at most moments before its order is committed; the five minutes are far more than a statement may
-- take.
create function count_next_hour() returns boolean language plpgsql as $$
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

-- Counts one by one, hence only for a user's orders or the loose ends of a merchant's. The bounds
-- on ids leave partitions out; those on moments are exact.
create function count_orders(
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

-- How many orders there are, and where a page begins that leaves out so many of the latest: at the
-- first order below an id, after skipping some more. A merchant's are skipped an hour at a time.
create function history_start(
  in_app_id text, in_uid bigint, in_coin_id integer, in_direction text, in_account text,
  in_from timestamptz, in_to timestamptz, in_offset bigint)
  returns table (total bigint, before bigint, skip bigint)
  language plpgsql stable
  set plan_cache_mode = force_generic_plan
as $$
declare
  least_id constant bigint := coalesce(order_id_at(in_from), 0);
  end_id constant bigint := coalesce(order_id_at(in_to) + 4096, 9223372036854775807);
  -- Hours between these are counted already.
  first_hour bigint := least_id + (hour_of_ids() - least_id % hour_of_ids()) % hour_of_ids();
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

-- As before, but the id says the moment that created_at says: what is counted by id and what is
-- asked for by moment are the same.
create or replace function open_order(
  in_app_id text, in_trade_no text, in_coin_id integer, in_amount numeric, in_cut numeric,
  in_specified_uid bigint, in_open_id text, in_device text, in_state text, in_redirect_url text,
  in_attributes jsonb, in_lifetime interval, in_request_id text)
  returns table (opened boolean, order_id bigint)
  language plpgsql as $$
#variable_conflict use_column
declare
  obstacle bigint := occupied_by(in_app_id, in_trade_no, in_request_id);
  moment timestamptz := clock_timestamp();
  made bigint;
begin
  if obstacle is not null then
    return query select false, obstacle;
    return;
  end if;
  made := order_id_at(moment) + nextval('order_sequence') % 4096;
  insert into orders (id, app_id, trade_no, uid, open_id, coin_id, amount, cut, direction, account,
                      status, created_at, attributes, expires_at, specified_uid, device, state, redirect_url)
    values (made, in_app_id, in_trade_no, in_specified_uid, in_open_id, in_coin_id, in_amount,
            in_cut, 'USER_TO_APP', 'COIN', 'PENDING', moment, in_attributes, moment + in_lifetime,
            in_specified_uid, in_device, in_state, in_redirect_url);
  perform take_number(in_app_id, in_trade_no, made);
  return query select true, made;
end $$;
