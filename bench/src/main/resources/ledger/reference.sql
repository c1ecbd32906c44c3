-- What the ledger is compared with: the same rows for each payment, without any of its guards but
-- "enough money" and "number not taken".
create schema bench;
grant usage on schema bench to berth_pay_app;

-- One payment, one transaction.
create function bench.pay_one(
  in_app_id text, in_trade_no text, in_payer bigint, in_payee bigint, in_amount numeric)
  returns boolean language plpgsql as $$
declare
  moment timestamptz;
  made bigint;
begin
  perform 1 from accounts
   where (owner = in_payer or owner = in_payee) and kind = 'COIN' and coin_id = 1
   order by id for no key update;
  if (select balance - frozen from accounts
       where owner = in_payer and kind = 'COIN' and coin_id = 1) < in_amount then
    return false;
  end if;
  moment := clock_timestamp();
  made := next_order_id();
  insert into order_numbers (app_id, trade_no, order_id) values (in_app_id, in_trade_no, made)
    on conflict do nothing;
  if not found then
    return false;
  end if;
  insert into orders (id, app_id, trade_no, uid, coin_id, amount, cut, direction, account, status,
                      created_at, settled_at, version)
    values (made, in_app_id, in_trade_no, in_payer, 1, in_amount, 0, 'USER_TO_APP', 'COIN', 'PAID',
            moment, moment, 1);
  insert into outbox (order_id, version, kind, request_id) values (made, 1, 'SETTLED', 'bench-reference');
  with changed as (
    update accounts a
       set balance = balance + case when owner = in_payer then -in_amount else in_amount end,
           entries = entries + 1
     where (owner = in_payer or owner = in_payee) and kind = 'COIN' and coin_id = 1
     returning a.id, a.entries, a.owner)
  insert into entries (account_id, number, posted_at, transfer_id, coin_id, balance_change,
                       frozen_change)
    select id, entries, moment, made, 1,
           case when owner = in_payer then -in_amount else in_amount end, 0
      from changed;
  return true;
end $$;

-- Many payments to one payee, one transaction. Returns how many were settled.
create function bench.pay_many(
  in_app_id text, in_trade_nos text[], in_payers bigint[], in_payee bigint, in_amount numeric)
  returns bigint language plpgsql as $$
declare
  moment timestamptz;
  settled bigint;
begin
  perform 1 from accounts
   where owner = any (in_payers || in_payee) and kind = 'COIN' and coin_id = 1
   order by id for no key update;
  moment := clock_timestamp();
  with asked as (
    select trade_no, payer, sum(in_amount) over (partition by payer order by place) as spent
      from unnest(in_trade_nos, in_payers) with ordinality as t (trade_no, payer, place)),
  affordable as (
    select trade_no, payer, a.id as account_id, next_order_id() as order_id
      from asked join accounts a on a.owner = payer and a.kind = 'COIN' and a.coin_id = 1
     where spent <= a.balance - a.frozen),
  numbered as (
    insert into order_numbers (app_id, trade_no, order_id)
    select in_app_id, trade_no, order_id from affordable
    on conflict do nothing returning order_id),
  due as (
    select f.*, row_number() over (partition by account_id order by order_id) as own_number,
           row_number() over (order by order_id) as number
      from affordable f join numbered using (order_id)),
  ordered as (
    insert into orders (id, app_id, trade_no, uid, coin_id, amount, cut, direction, account, status,
                        created_at, settled_at, version)
    select order_id, in_app_id, trade_no, payer, 1, in_amount, 0, 'USER_TO_APP', 'COIN', 'PAID',
           moment, moment, 1 from due),
  announced as (
    insert into outbox (order_id, version, kind, request_id)
    select order_id, 1, 'SETTLED', 'bench-reference' from due),
  booked as (
    insert into entries (account_id, number, posted_at, transfer_id, coin_id, balance_change,
                         frozen_change)
    select a.id, a.entries + d.own_number, moment, d.order_id, 1, -in_amount, 0
      from due d join accounts a on a.id = d.account_id
    union all
    select a.id, a.entries + d.number, moment, d.order_id, 1, in_amount, 0
      from due d, accounts a where a.owner = in_payee and a.kind = 'COIN' and a.coin_id = 1),
  changes as (
    select account_id, -sum(in_amount) as change, count(*) as added from due group by account_id
    union all
    select a.id, (select count(*) from due) * in_amount, (select count(*) from due)
      from accounts a where a.owner = in_payee and a.kind = 'COIN' and a.coin_id = 1),
  moved as (
    update accounts a set balance = balance + c.change, entries = entries + c.added
      from changes c where a.id = c.account_id and c.added > 0)
  select count(*) into settled from due;
  return settled;
end $$;

grant execute on all functions in schema bench to berth_pay_app;
