-- Refuses another status for an order that is not pending any more.
create or replace function orders_keep_state() returns trigger language plpgsql as $$
begin
  if old.status <> 'PENDING' and new.status <> old.status then
    raise exception 'order % is % and cannot become %', old.id, old.status, new.status
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Adds the next event of an order whose row the caller has locked.
create or replace function add_event(in_order_id bigint, in_kind text, in_request_id text) returns void
  language plpgsql as $$
declare
  next bigint;
begin
  update orders set version = version + 1 where id = in_order_id returning version into next;
  insert into outbox (order_id, version, kind, request_id)
    values (in_order_id, next, in_kind, in_request_id);
end $$;

-- Ends a pending order without payment. Returns the status of the order afterwards: another one where
-- the order had already ended, null where there is no such order.
create or replace function close_order(in_order_id bigint, in_status text, in_request_id text) returns text
  language plpgsql as $$
declare
  found_status text;
begin
  select status into found_status from orders where id = in_order_id for update;
  if found_status is distinct from 'PENDING' then
    return found_status;
  end if;
  update orders set status = in_status where id = in_order_id;
  perform add_event(in_order_id, 'SETTLED', in_request_id);
  return in_status;
end $$;

-- Reserves a merchant's number until the transaction ends. Returns null where it is free, or the id of
-- the order that has it. The number of an archived order, which is not in the table any more, is taken.
create or replace function occupied_by(in_app_id text, in_trade_no text, in_request_id text) returns bigint
  language plpgsql as $$
declare
  current record;
begin
  perform pg_advisory_xact_lock(hashtextextended(in_app_id || ' ' || in_trade_no, 1));
  select n.order_id as id, o.status, o.expires_at into current
    from order_numbers n left join orders o on o.id = n.order_id
   where n.app_id = in_app_id and n.trade_no = in_trade_no;
  if not found or current.status in ('FAILED', 'CANCELLED', 'EXPIRED') then
    return null;
  end if;
  if current.status = 'PENDING' and current.expires_at <= clock_timestamp()
     and close_order(current.id, 'EXPIRED', in_request_id) = 'EXPIRED' then
    return null;
  end if;
  return current.id;
end $$;

-- Gives a merchant's number to an order.
create or replace function take_number(in_app_id text, in_trade_no text, in_order_id bigint) returns void
  language sql as $$
  insert into order_numbers (app_id, trade_no, order_id) values (in_app_id, in_trade_no, in_order_id)
  on conflict (app_id, trade_no)
    do update set order_id = excluded.order_id, attempt = order_numbers.attempt + 1
$$;

-- Opens a prepayment, or returns the order that has the merchant's number. The id stands for the same
-- moment as created_at: counts by id and queries by moment agree.
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

-- Expires some overdue prepayments that no other transaction has locked. Returns how many.
create or replace function expire_orders(in_limit integer, in_request_id text) returns integer
  language plpgsql as $$
declare
  due bigint;
  closed integer := 0;
begin
  for due in
    select id from orders
     where status = 'PENDING' and expires_at <= clock_timestamp()
     order by expires_at limit in_limit for update skip locked
  loop
    perform close_order(due, 'EXPIRED', in_request_id);
    closed := closed + 1;
  end loop;
  return closed;
end $$;
