-- Posts one order or transfer: every guard, then every row, or nothing but a verdict. It says which
-- outcomes of post_batch() are right, and guards no accounts of apps.
--
-- Locks are taken in one order by everybody: merchant's number, order, day's total, accounts by id.
-- Nothing is written before the last guard has passed.
create function post_one(
  in_target text, in_reference text, in_order_id bigint, in_app_id text, in_trade_no text,
  in_uid bigint, in_open_id text, in_coin_id integer, in_amount numeric, in_cut numeric,
  in_direction text, in_account text, in_attributes jsonb,
  in_return_of text, in_return_of_id bigint, in_capped boolean,
  in_payout_day date, in_payout_limit numeric,
  in_owners bigint[], in_kinds text[], in_coins integer[],
  in_changes numeric[], in_frozen_changes numeric[],
  in_request_id text)
  returns table (verdict text, order_id bigint, at timestamptz, status text)
  language plpgsql as $$
#variable_conflict use_column
declare
  obstacle bigint;
  this_order record;
  original record;
  paid_out numeric;
  short text;
  transfer bigint := in_order_id;
  moment timestamptz;
begin
  if in_target = 'NEW_ORDER' then
    obstacle := occupied_by(in_app_id, in_trade_no, in_request_id);
    if obstacle is not null then
      return query select 'EXISTS', obstacle, null::timestamptz, null::text;
      return;
    end if;
  elsif in_target = 'PENDING_ORDER' then
    select o.status, o.expires_at into this_order from orders o where o.id = in_order_id for update;
    if this_order.status is distinct from 'PENDING' then
      return query select 'WRONG_STATE', in_order_id, null::timestamptz, this_order.status;
      return;
    elsif this_order.expires_at <= clock_timestamp() then
      return query select 'WRONG_STATE', in_order_id, null::timestamptz, 'EXPIRED';
      return;
    end if;
  else
    perform pg_advisory_xact_lock(hashtextextended(in_reference, 2));
    select g.transfer_id into obstacle from gifts g where g.reference = in_reference;
    if found then
      return query select 'EXISTS', obstacle, null::timestamptz, null::text;
      return;
    end if;
  end if;

  if in_return_of_id is not null then
    select o.status, o.amount, o.returned into original
      from orders o where o.id = in_return_of_id for update;
    if original.status is distinct from 'PAID' then
      return query select 'WRONG_STATE', in_return_of_id, null::timestamptz, original.status;
      return;
    elsif in_capped and original.returned + in_amount > original.amount then
      return query select 'OVER_CAP', in_return_of_id, null::timestamptz, null::text;
      return;
    end if;
  end if;

  if in_payout_day is not null then
    insert into payout_totals (app_id, coin_id, day) values (in_app_id, in_coin_id, in_payout_day)
      on conflict do nothing;
    select t.total into paid_out from payout_totals t
     where t.app_id = in_app_id and t.coin_id = in_coin_id and t.day = in_payout_day for update;
    if paid_out + in_amount > in_payout_limit then
      return query select 'OVER_LIMIT', null::bigint, null::timestamptz, null::text;
      return;
    end if;
  end if;

  -- A missing row is made before it is locked: otherwise two debits of a fresh account both pass.
  insert into accounts (owner, kind, coin_id)
    select c.owner, c.kind, c.coin_id
      from unnest(in_owners, in_kinds, in_coins) as c (owner, kind, coin_id)
     where not exists (select 1 from accounts a
                        where a.owner = c.owner and a.kind = c.kind and a.coin_id = c.coin_id)
     order by 1, 2, 3
    on conflict do nothing;
  perform 1 from accounts a
    join unnest(in_owners, in_kinds, in_coins) as c (owner, kind, coin_id)
      on a.owner = c.owner and a.kind = c.kind and a.coin_id = c.coin_id
   order by a.id for no key update of a;

  select case when bool_or(a.balance + c.change < 0) then 'TOO_LITTLE' else 'FROZEN' end into short
    from unnest(in_owners, in_kinds, in_coins, in_changes, in_frozen_changes)
      as c (owner, kind, coin_id, change, frozen_change)
    join accounts a on a.owner = c.owner and a.kind = c.kind and a.coin_id = c.coin_id
   where a.kind <> 'ISSUER'
     and (a.balance + c.change < a.frozen + c.frozen_change or a.frozen + c.frozen_change < 0)
  having count(*) > 0;
  if short is not null then
    return query select short, null::bigint, null::timestamptz, null::text;
    return;
  end if;

  moment := clock_timestamp();
  if in_target = 'NEW_ORDER' then
    insert into orders (app_id, trade_no, open_id, uid, coin_id, amount, cut, direction, account,
                        status, created_at, settled_at, return_of, attributes, version)
      values (in_app_id, in_trade_no, in_open_id, in_uid, in_coin_id, in_amount, in_cut,
              in_direction, in_account, 'PAID', moment, moment, in_return_of, in_attributes, 1)
      returning id into transfer;
    perform take_number(in_app_id, in_trade_no, transfer);
    insert into outbox (order_id, version, kind, request_id)
      values (transfer, 1, 'SETTLED', in_request_id);
  elsif in_target = 'PENDING_ORDER' then
    update orders set status = 'PAID', settled_at = moment, uid = in_uid, open_id = in_open_id
     where id = in_order_id;
    perform add_event(in_order_id, 'SETTLED', in_request_id);
  else
    transfer := next_order_id();
    insert into gifts (reference, transfer_id) values (in_reference, transfer);
  end if;
  if in_return_of_id is not null then
    update orders set returned = returned + in_amount where id = in_return_of_id;
  end if;
  if in_payout_day is not null then
    update payout_totals set total = total + in_amount
     where app_id = in_app_id and coin_id = in_coin_id and day = in_payout_day;
  end if;

  with changed as (
    update accounts a
       set balance = a.balance + c.change, frozen = a.frozen + c.frozen_change,
           entries = a.entries + 1
      from unnest(in_owners, in_kinds, in_coins, in_changes, in_frozen_changes)
        as c (owner, kind, coin_id, change, frozen_change)
     where a.owner = c.owner and a.kind = c.kind and a.coin_id = c.coin_id
     returning a.id, a.entries, a.coin_id, c.change, c.frozen_change)
  insert into entries (account_id, number, posted_at, transfer_id, coin_id,
                       balance_change, frozen_change)
    select id, entries, moment, transfer, coin_id, change, frozen_change from changed;
  return query select 'POSTED', transfer, moment, 'PAID';
end $$;
