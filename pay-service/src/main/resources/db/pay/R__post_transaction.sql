-- Posts one ledger transaction, with the guards, verdicts and locks of post_batch(): what is posted
-- alone needs none of its sets. Both run beside each other, so that they take locks in one order:
-- number or reference, order, total, accounts by id.
--
-- Entries are one per account. No verdict means that nothing was posted and that the transaction is
-- one for post_batch(): an account is missing, or the number has an order whose time is over.
--
-- A change of the parameters, or of what a parameter or a verdict means, needs a new name: instances
-- of the version before call this one while they are being replaced.
create or replace function post_transaction(
  in_target text, in_order_id bigint, in_reference text,
  in_app_id text, in_trade_no text, in_uid bigint, in_open_id text,
  in_coin_id integer, in_amount numeric, in_fee numeric,
  in_direction text, in_account text, in_attributes text,
  in_type text, in_paying_app text,
  in_return_of text, in_return_id bigint, in_capped boolean,
  in_payout_day date, in_payout_limit numeric, in_request_id text,
  in_owners bigint[], in_kinds text[], in_coins integer[],
  in_changes numeric[], in_held_changes numeric[],
  out verdict text, out order_id bigint, out at timestamptz, out status text)
  language plpgsql
  -- Plans are made while tables are small and used when they are large.
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
  -- Who holds an account for longer than this must not hold up everybody else.
  set lock_timeout = '2s'
as $$
#variable_conflict use_column
declare
  -- Whether the number has an order that failed, was cancelled or has expired.
  is_retry boolean := false;
  is_overdue boolean;
  seen_status text;
  seen_expiry timestamptz;
  seen_amount numeric;
  seen_returned numeric;
  paid_out numeric;
  account record;
  account_ids bigint[] := '{}';
  changes numeric[] := '{}';
  held_changes numeric[] := '{}';
  moment timestamptz;
  transfer bigint;
  event bigint := 1;
  any_account constant boolean := in_type in ('CORRECTION', 'MIGRATION', 'SETTLEMENT', 'DEPOSIT');
  paying_app constant text := case when in_type in ('PAYOUT', 'RETURN', 'PROFIT_SHARE')
                                   then coalesce(in_paying_app, '') end;
  is_refused boolean := false;
  is_too_low boolean := false;
  is_held boolean := false;
begin
  if in_target = 'NEW_ORDER' then
    perform pg_advisory_xact_lock(hashtextextended(in_app_id || ' ' || in_trade_no, 1));
    select n.order_id into transfer from order_numbers n
     where n.app_id = in_app_id and n.trade_no = in_trade_no;
    if transfer is not null then
      select o.status in ('FAILED', 'CANCELLED', 'EXPIRED'),
             o.status = 'PENDING' and o.expires_at <= clock_timestamp()
        into is_retry, is_overdue from orders o where o.id = transfer;
      if is_overdue then
        return;
      elsif is_retry is not true then
        verdict := 'EXISTS';
        order_id := transfer;
        return;
      end if;
    end if;
  elsif in_target = 'INTERNAL_TRANSFER' then
    perform pg_advisory_xact_lock(hashtextextended(in_reference, 2));
    select g.transfer_id into transfer from gifts g where g.reference = in_reference;
    if transfer is not null then
      verdict := 'EXISTS';
      order_id := transfer;
      return;
    end if;
  end if;

  if in_target = 'PENDING_ORDER' then
    order_id := in_order_id;
    select o.status, o.expires_at into seen_status, seen_expiry
      from orders o where o.id = in_order_id for update;
    if seen_status is distinct from 'PENDING' then
      verdict := 'WRONG_STATE';
      status := seen_status;
      return;
    end if;
  elsif in_return_id is not null then
    select o.status, o.amount, o.returned into seen_status, seen_amount, seen_returned
      from orders o where o.id = in_return_id for update;
    if seen_status is distinct from 'PAID' then
      verdict := 'WRONG_STATE';
      status := seen_status;
      return;
    elsif in_capped and seen_returned + in_amount > seen_amount then
      verdict := 'OVER_CAP';
      return;
    end if;
  end if;

  if in_payout_day is not null then
    select t.total into paid_out from payout_totals t
     where t.app_id = in_app_id and t.coin_id = in_coin_id and t.day = in_payout_day for update;
    if not found then
      insert into payout_totals (app_id, coin_id, day) values (in_app_id, in_coin_id, in_payout_day)
        on conflict do nothing;
      select t.total into paid_out from payout_totals t
       where t.app_id = in_app_id and t.coin_id = in_coin_id and t.day = in_payout_day for update;
    end if;
    if paid_out + in_amount > in_payout_limit then
      verdict := 'OVER_LIMIT';
      return;
    end if;
  end if;

  for account in
    select a.id, a.kind, a.balance, a.frozen, a.app_id, a.closed, h.change, h.held_change
      from unnest(in_owners, in_kinds, in_coins, in_changes, in_held_changes)
        as h (owner, kind, coin_id, change, held_change)
      join accounts a on a.owner = h.owner and a.kind = h.kind and a.coin_id = h.coin_id
     order by a.id for no key update of a
  loop
    account_ids := account_ids || account.id;
    changes := changes || account.change;
    held_changes := held_changes || account.held_change;
    is_refused := is_refused or account.closed and account.change > 0;
    if account.change >= 0 and account.held_change = 0 then
      continue;
    end if;
    -- Who may debit what: see post_batch().
    if not any_account then
      if account.kind in ('COIN', 'OPEN') then
        is_refused := is_refused or in_type = 'OPENING_BALANCE'
          or account.app_id is distinct from paying_app;
      elsif account.kind = 'CONVERSION' then
        is_refused := is_refused or in_type <> 'PAYMENT' or in_target <> 'PENDING_ORDER';
      elsif account.kind = 'WITHDRAWAL' then
        is_refused := is_refused or in_type <> 'WITHDRAWAL';
      elsif account.kind <> 'ISSUER' or in_type <> 'OPENING_BALANCE' then
        is_refused := true;
      end if;
    end if;
    if account.kind not in ('ISSUER', 'BANK') then
      if account.balance + account.change < 0 then
        is_too_low := true;
      elsif account.balance + account.change < account.frozen + account.held_change
            or account.frozen + account.held_change < 0 then
        is_held := true;
      end if;
    end if;
  end loop;
  -- It is made before any is locked: otherwise two debits of a fresh account both pass, and two that
  -- make the same one wait for each other.
  if cardinality(account_ids) = 0 or cardinality(account_ids) < cardinality(in_owners) then
    return;
  end if;

  moment := clock_timestamp();
  if in_target = 'PENDING_ORDER' and seen_expiry <= moment then
    verdict := 'WRONG_STATE';
    status := 'EXPIRED';
    return;
  end if;
  if is_refused or is_too_low or is_held then
    verdict := case when is_refused then 'NOT_ALLOWED'
                    when is_too_low then 'BALANCE_TOO_LOW' else 'BALANCE_HELD' end;
    return;
  end if;

  if in_target = 'PENDING_ORDER' then
    transfer := in_order_id;
    update orders o
       set status = 'PAID', settled_at = moment, uid = in_uid, open_id = in_open_id,
           version = o.version + 1
     where o.id = in_order_id
    returning o.version into strict event;
  else
    transfer := order_id_at(moment) + nextval('order_sequence') % 4096;
  end if;
  if in_target = 'NEW_ORDER' then
    insert into orders (id, app_id, trade_no, open_id, uid, coin_id, amount, cut, direction,
                        account, status, created_at, settled_at, return_of, attributes, version)
      values (transfer, in_app_id, in_trade_no, in_open_id, in_uid, in_coin_id, in_amount, in_fee,
              in_direction, in_account, 'PAID', moment, moment, in_return_of,
              in_attributes::jsonb, 1);
    if is_retry then
      update order_numbers n set order_id = transfer, attempt = n.attempt + 1
       where n.app_id = in_app_id and n.trade_no = in_trade_no;
    else
      insert into order_numbers (app_id, trade_no, order_id)
        values (in_app_id, in_trade_no, transfer);
    end if;
  end if;
  if in_target = 'INTERNAL_TRANSFER' then
    insert into gifts (reference, transfer_id) values (in_reference, transfer);
  else
    insert into outbox (order_id, version, kind, request_id)
      values (transfer, event, 'SETTLED', in_request_id);
  end if;
  if in_return_id is not null then
    update orders o set returned = seen_returned + in_amount where o.id = in_return_id;
  end if;
  if in_payout_day is not null then
    update payout_totals t set total = paid_out + in_amount
     where t.app_id = in_app_id and t.coin_id = in_coin_id and t.day = in_payout_day;
  end if;
  with moved as (
    update accounts a
       set balance = a.balance + h.change, frozen = a.frozen + h.held_change,
           entries = a.entries + 1
      from unnest(account_ids, changes, held_changes) as h (id, change, held_change)
     where a.id = h.id
    returning a.id, a.entries, a.coin_id, h.change, h.held_change)
  insert into entries (account_id, number, posted_at, transfer_id, coin_id, balance_change,
                       frozen_change)
    select m.id, m.entries, moment, transfer, m.coin_id, m.change, m.held_change from moved m;

  verdict := 'POSTED';
  order_id := transfer;
  at := moment;
  status := 'PAID';
end $$;
