-- Posts many ledger transactions in one call, each as if it were posted alone after those before it:
-- every guard sees what the earlier ones in the batch have done, and each has a verdict of its own.
--
-- The caller numbers, from 1, what the batch touches, and names each thing once:
--   in_seen_*    orders that must be in a certain state: prepayments to be paid and orders to refund
--   in_total_*   a day's payouts of an app in a coin, by app, coin and day
--   in_holder_*  accounts, by owner, kind and coin
-- Each transaction says why it moves money (in_types) and, where an app pays, which app
-- (in_paying_apps): that decides whose accounts it may debit, whoever calls. A conversion account is
-- debited only by the payment of a pending order, and by corrections.
-- Transactions point at these by number. in_firsts names the first transaction of the batch with the
-- same key: a later one is a duplicate. Entries are in the order of their transactions.
--
-- Locks are taken in one order by every caller, and within a kind by key: numbers and references,
-- orders by id, totals by key, accounts by id. The function then works in memory until every
-- transaction has its verdict, and writes last.
--
-- A change of the parameters, or of what a parameter or a verdict means, needs a new name: instances
-- of the version before call this one while they are being replaced.
create or replace function post_batch(
  in_targets text[], in_firsts integer[], in_references text[], in_seen integer[],
  in_app_ids text[], in_trade_nos text[], in_uids bigint[], in_open_ids text[],
  in_coin_ids integer[], in_amounts numeric[], in_fees numeric[],
  in_directions text[], in_accounts text[], in_attributes text[],
  in_types text[], in_paying_apps text[],
  in_returns_of text[], in_return_seen integer[], in_capped boolean[],
  in_totals integer[], in_payout_limits numeric[], in_request_ids text[],
  in_seen_ids bigint[],
  in_total_apps text[], in_total_coins integer[], in_total_days date[],
  in_holder_owners bigint[], in_holder_kinds text[], in_holder_coins integer[],
  in_entry_items integer[], in_entry_holders integer[],
  in_entry_changes numeric[], in_entry_held_changes numeric[])
  returns table (verdict text, order_id bigint, at timestamptz, status text)
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
  item_count constant integer := cardinality(in_targets);
  entry_count constant integer := cardinality(in_entry_items);
  seen_count constant integer := cardinality(in_seen_ids);
  total_count constant integer := cardinality(in_total_apps);
  holder_count constant integer := cardinality(in_holder_owners);
  verdicts text[] := array_fill(null::text, array[item_count]);
  -- Of the order or transfer that each is, or that stands in its way.
  transfers bigint[] := array_fill(null::bigint, array[item_count]);
  states text[] := array_fill(null::text, array[item_count]);
  -- Who has the key, at the place of the first transaction with that key.
  takers bigint[] := array_fill(null::bigint, array[item_count]);
  overdue bigint[] := '{}';
  overdue_items integer[] := '{}';
  seen_states text[] := array_fill(null::text, array[seen_count]);
  seen_expiries timestamptz[] := array_fill(null::timestamptz, array[seen_count]);
  seen_amounts numeric[] := array_fill(null::numeric, array[seen_count]);
  seen_returned numeric[] := array_fill(null::numeric, array[seen_count]);
  paid_out numeric[];
  holder_ids bigint[];
  balances numeric[];
  holds numeric[];
  holder_entries bigint[];
  -- The app that an account belongs to; null for a person's.
  holder_apps text[];
  -- Whether the account's owner is erased, so that nothing is credited to it.
  holder_closed boolean[];
  -- The entry's number within its account; null where the entry was not posted.
  entry_numbers bigint[] := array_fill(null::bigint, array[entry_count]);
  found record;
  item_state text;
  used_numbers integer := 0;
  moment timestamptz;
  first_id bigint;
  first_item integer;
  place integer;
  holder integer;
  first_entry integer;
  next_entry integer := 1;
  any_account boolean;
  paying_app text;
  is_refused boolean;
  is_too_low boolean;
  is_held boolean;
  new_orders integer := 0;
  paid_orders integer := 0;
  internal_transfers integer := 0;
  returns integer := 0;
  payouts integer := 0;
  written integer;
begin
  perform pg_advisory_xact_lock(k.key) from (
    select distinct case i.target when 'NEW_ORDER'
                      then hashtextextended(i.app_id || ' ' || i.trade_no, 1)
                      else hashtextextended(i.reference, 2) end as key
      from unnest(in_targets, in_app_ids, in_trade_nos, in_references)
        as i (target, app_id, trade_no, reference)
     where i.target <> 'PENDING_ORDER'
     order by 1) k;

  for found in
    select i.item, n.order_id
      from unnest(in_targets, in_firsts, in_app_ids, in_trade_nos) with ordinality
        as i (target, first_item, app_id, trade_no, item)
      join order_numbers n on n.app_id = i.app_id and n.trade_no = i.trade_no
     where i.target = 'NEW_ORDER' and i.first_item = i.item
  loop
    takers[found.item] := found.order_id;
    used_numbers := used_numbers + 1;
  end loop;
  if used_numbers > 0 then
    for found in
      select i.item, o.id, o.status, o.expires_at
        from unnest(takers) with ordinality as i (taker, item) join orders o on o.id = i.taker
    loop
      if found.status in ('FAILED', 'CANCELLED', 'EXPIRED') then
        takers[found.item] := null;
      elsif found.status = 'PENDING' and found.expires_at <= clock_timestamp() then
        overdue := overdue || found.id;
        overdue_items := overdue_items || found.item::integer;
      end if;
    end loop;
  end if;
  if 'INTERNAL_TRANSFER' = any (in_targets) then
    for found in
      select i.item, g.transfer_id
        from unnest(in_targets, in_firsts, in_references) with ordinality
          as i (target, first_item, reference, item)
        join gifts g on g.reference = i.reference
       where i.target = 'INTERNAL_TRANSFER' and i.first_item = i.item
    loop
      takers[found.item] := found.transfer_id;
    end loop;
  end if;

  if seen_count > 0 or cardinality(overdue) > 0 then
    for found in
      select o.id, o.status, o.expires_at, o.amount, o.returned
        from orders o where o.id = any (in_seen_ids || overdue) order by o.id for update
    loop
      place := array_position(in_seen_ids, found.id);
      if place is not null then
        seen_states[place] := found.status;
        seen_expiries[place] := found.expires_at;
        seen_amounts[place] := found.amount;
        seen_returned[place] := found.returned;
      end if;
    end loop;
    for late in 1..cardinality(overdue) loop
      item_state := close_order(overdue[late], 'EXPIRED', in_request_ids[overdue_items[late]]);
      if item_state <> 'PAID' then
        takers[overdue_items[late]] := null;
      end if;
      place := array_position(in_seen_ids, overdue[late]);
      if place is not null then
        seen_states[place] := item_state;
      end if;
    end loop;
  end if;

  if total_count > 0 then
    insert into payout_totals (app_id, coin_id, day)
      select t.app_id, t.coin_id, t.day
        from unnest(in_total_apps, in_total_coins, in_total_days) as t (app_id, coin_id, day)
       order by 1, 2, 3
      on conflict do nothing;
    with locked as (
      select t.place, p.total
        from unnest(in_total_apps, in_total_coins, in_total_days) with ordinality
          as t (app_id, coin_id, day, place)
        join payout_totals p on p.app_id = t.app_id and p.coin_id = t.coin_id and p.day = t.day
       order by p.app_id, p.coin_id, p.day for update of p)
    select array_agg(total order by place) into paid_out from locked;
  end if;

  -- A missing row is made before it is locked: otherwise two debits of a fresh account both pass.
  insert into accounts (owner, kind, coin_id)
    select h.owner, h.kind, h.coin_id
      from unnest(in_holder_owners, in_holder_kinds, in_holder_coins) as h (owner, kind, coin_id)
     where not exists (select 1 from accounts a
                        where a.owner = h.owner and a.kind = h.kind and a.coin_id = h.coin_id)
     order by 1, 2, 3
    on conflict do nothing;
  with locked as (
    select h.place, a.id, a.balance, a.frozen, a.entries, a.app_id, a.closed
      from unnest(in_holder_owners, in_holder_kinds, in_holder_coins) with ordinality
        as h (owner, kind, coin_id, place)
      join accounts a on a.owner = h.owner and a.kind = h.kind and a.coin_id = h.coin_id
     order by a.id for no key update of a)
  select array_agg(id order by place), array_agg(balance order by place),
         array_agg(frozen order by place), array_agg(entries order by place),
         array_agg(app_id order by place), array_agg(closed order by place)
    into holder_ids, balances, holds, holder_entries, holder_apps, holder_closed from locked;
  if cardinality(holder_ids) is distinct from holder_count then
    raise exception '% accounts for % holders', cardinality(holder_ids), holder_count;
  end if;

  moment := clock_timestamp();
  first_id := order_id_at(moment);
  for item in 1..item_count loop
    first_entry := next_entry;
    while next_entry <= entry_count and in_entry_items[next_entry] = item loop
      next_entry := next_entry + 1;
    end loop;
    first_item := in_firsts[item];

    if in_targets[item] = 'PENDING_ORDER' then
      place := in_seen[item];
      transfers[item] := in_seen_ids[place];
      if seen_states[place] is distinct from 'PENDING' then
        verdicts[item] := 'WRONG_STATE';
        states[item] := seen_states[place];
        continue;
      elsif seen_expiries[place] <= moment then
        verdicts[item] := 'WRONG_STATE';
        states[item] := 'EXPIRED';
        continue;
      end if;
    elsif takers[first_item] is not null then
      verdicts[item] := 'EXISTS';
      transfers[item] := takers[first_item];
      continue;
    end if;

    place := in_return_seen[item];
    if place is not null then
      if seen_states[place] is distinct from 'PAID' then
        verdicts[item] := 'WRONG_STATE';
        states[item] := seen_states[place];
        continue;
      elsif in_capped[item] and seen_returned[place] + in_amounts[item] > seen_amounts[place] then
        verdicts[item] := 'OVER_CAP';
        continue;
      end if;
    end if;

    if in_totals[item] is not null
       and paid_out[in_totals[item]] + in_amounts[item] > in_payout_limits[item] then
      verdicts[item] := 'OVER_LIMIT';
      continue;
    end if;

    -- An app's account is debited by its own app's payouts, returns and profit shares, by corrections
    -- and migrations, and where money comes in or leaves; a person's account by anything but an app's
    -- way of paying; and what belongs to neither only by what sets the books right.
    any_account := in_types[item] in ('CORRECTION', 'MIGRATION', 'SETTLEMENT', 'DEPOSIT');
    paying_app := case when in_types[item] in ('PAYOUT', 'RETURN', 'PROFIT_SHARE')
                       then coalesce(in_paying_apps[item], '') end;
    is_refused := false;
    is_too_low := false;
    is_held := false;
    for entry in first_entry..next_entry - 1 loop
      holder := in_entry_holders[entry];
      is_refused := is_refused or holder_closed[holder] and in_entry_changes[entry] > 0;
      if in_entry_changes[entry] >= 0 and in_entry_held_changes[entry] = 0 then
        continue;
      end if;
      if not any_account then
        if in_holder_kinds[holder] in ('COIN', 'OPEN') then
          is_refused := is_refused or in_types[item] = 'OPENING_BALANCE'
            or holder_apps[holder] is distinct from paying_app;
        elsif in_holder_kinds[holder] = 'CONVERSION' then
          is_refused := is_refused
            or in_types[item] <> 'PAYMENT' or in_targets[item] <> 'PENDING_ORDER';
        elsif in_holder_kinds[holder] = 'WITHDRAWAL' then
          is_refused := is_refused or in_types[item] <> 'WITHDRAWAL';
        elsif in_holder_kinds[holder] <> 'ISSUER' or in_types[item] <> 'OPENING_BALANCE' then
          is_refused := true;
        end if;
      end if;
      if in_holder_kinds[holder] not in ('ISSUER', 'BANK') then
        if balances[holder] + in_entry_changes[entry] < 0 then
          is_too_low := true;
        elsif balances[holder] + in_entry_changes[entry]
                < holds[holder] + in_entry_held_changes[entry]
              or holds[holder] + in_entry_held_changes[entry] < 0 then
          is_held := true;
        end if;
      end if;
    end loop;
    if is_refused or is_too_low or is_held then
      verdicts[item] := case when is_refused then 'NOT_ALLOWED'
                             when is_too_low then 'BALANCE_TOO_LOW' else 'BALANCE_HELD' end;
      continue;
    end if;

    verdicts[item] := 'POSTED';
    states[item] := 'PAID';
    if in_targets[item] = 'PENDING_ORDER' then
      seen_states[in_seen[item]] := 'PAID';
      paid_orders := paid_orders + 1;
    else
      transfers[item] := first_id + nextval('order_sequence') % 4096;
      takers[first_item] := transfers[item];
      if in_targets[item] = 'NEW_ORDER' then
        new_orders := new_orders + 1;
      else
        internal_transfers := internal_transfers + 1;
      end if;
    end if;
    if place is not null then
      seen_returned[place] := seen_returned[place] + in_amounts[item];
      returns := returns + 1;
    end if;
    if in_totals[item] is not null then
      paid_out[in_totals[item]] := paid_out[in_totals[item]] + in_amounts[item];
      payouts := payouts + 1;
    end if;
    for entry in first_entry..next_entry - 1 loop
      holder := in_entry_holders[entry];
      balances[holder] := balances[holder] + in_entry_changes[entry];
      if in_entry_held_changes[entry] <> 0 then
        holds[holder] := holds[holder] + in_entry_held_changes[entry];
      end if;
      holder_entries[holder] := holder_entries[holder] + 1;
      entry_numbers[entry] := holder_entries[holder];
    end loop;
  end loop;

  if new_orders > 0 then
    insert into orders (id, app_id, trade_no, open_id, uid, coin_id, amount, cut, direction, account,
                        status, created_at, settled_at, return_of, attributes, version)
      select i.id, i.app_id, i.trade_no, i.open_id, i.uid, i.coin_id, i.amount, i.cut, i.direction,
             i.account, 'PAID', moment, moment, i.return_of, i.attributes::jsonb, 1
        from unnest(verdicts, in_targets, transfers, in_app_ids, in_trade_nos, in_open_ids, in_uids,
                    in_coin_ids, in_amounts, in_fees, in_directions, in_accounts, in_returns_of,
                    in_attributes)
          as i (verdict, target, id, app_id, trade_no, open_id, uid, coin_id, amount, cut,
                direction, account, return_of, attributes)
       where i.verdict = 'POSTED' and i.target = 'NEW_ORDER';
    insert into order_numbers (app_id, trade_no, order_id)
      select i.app_id, i.trade_no, i.id
        from unnest(verdicts, in_targets, transfers, in_app_ids, in_trade_nos)
          as i (verdict, target, id, app_id, trade_no)
       where i.verdict = 'POSTED' and i.target = 'NEW_ORDER'
    on conflict (app_id, trade_no)
      do update set order_id = excluded.order_id, attempt = order_numbers.attempt + 1;
    insert into outbox (order_id, version, kind, request_id)
      select i.id, 1, 'SETTLED', i.request_id
        from unnest(verdicts, in_targets, transfers, in_request_ids)
          as i (verdict, target, id, request_id)
       where i.verdict = 'POSTED' and i.target = 'NEW_ORDER';
  end if;
  if paid_orders > 0 then
    with paid as (
      update orders o
         set status = 'PAID', settled_at = moment, uid = i.uid, open_id = i.open_id,
             version = o.version + 1
        from unnest(verdicts, in_targets, transfers, in_uids, in_open_ids, in_request_ids)
          as i (verdict, target, id, uid, open_id, request_id)
       where i.verdict = 'POSTED' and i.target = 'PENDING_ORDER' and o.id = i.id
      returning o.id, o.version, i.request_id)
    insert into outbox (order_id, version, kind, request_id)
      select id, version, 'SETTLED', request_id from paid;
    get diagnostics written = row_count;
    if written <> paid_orders then
      raise exception '% of % prepayments were paid', written, paid_orders;
    end if;
  end if;
  if internal_transfers > 0 then
    insert into gifts (reference, transfer_id)
      select i.reference, i.id
        from unnest(verdicts, in_targets, transfers, in_references)
          as i (verdict, target, id, reference)
       where i.verdict = 'POSTED' and i.target = 'INTERNAL_TRANSFER';
  end if;
  if returns > 0 then
    update orders o set returned = s.returned
      from unnest(in_seen_ids, seen_returned) as s (id, returned)
     where o.id = s.id and o.returned <> s.returned;
  end if;
  if payouts > 0 then
    update payout_totals p set total = t.total
      from unnest(in_total_apps, in_total_coins, in_total_days, paid_out)
        as t (app_id, coin_id, day, total)
     where p.app_id = t.app_id and p.coin_id = t.coin_id and p.day = t.day;
  end if;
  update accounts a set balance = h.balance, frozen = h.frozen, entries = h.entries
    from unnest(holder_ids, balances, holds, holder_entries) as h (id, balance, frozen, entries)
   where a.id = h.id and a.entries <> h.entries;
  insert into entries (account_id, number, posted_at, transfer_id, coin_id,
                       balance_change, frozen_change)
    select holder_ids[l.holder], l.number, moment, transfers[l.item], in_holder_coins[l.holder],
           l.change, l.frozen_change
      from unnest(entry_numbers, in_entry_items, in_entry_holders, in_entry_changes, in_entry_held_changes)
        as l (number, item, holder, change, frozen_change)
     where l.number is not null;

  return query
    select i.verdict, i.id, case when i.verdict = 'POSTED' then moment end, i.state
      from unnest(verdicts, transfers, states) with ordinality as i (verdict, id, state, item)
     order by i.item;
end $$;
