-- So many paid orders, spread over five days that end so many days ago: the issuer gives one coin
-- each time to merchant 1000.
with moments as (
  select n, now() - make_interval(days => @AGO@) - interval '5 days' * (1 - n / @COUNT@.0) as at
    from generate_series(1, @COUNT@) n),
numbered as (
  select n, at, order_id_at(at) + n % 4096 as id from moments),
ordered as (
  insert into orders (id, app_id, trade_no, uid, coin_id, amount, cut, direction, account, status,
                      created_at, settled_at, version)
  select id, 'bench', 'fill_@AGO@_' || n, 200000 + n % 100000, 1, 1, 0, 'USER_TO_APP', 'COIN',
         'PAID', at, at, 1 from numbered),
numbers as (
  insert into order_numbers (app_id, trade_no, order_id)
  select 'bench', 'fill_@AGO@_' || n, id from numbered),
booked as (
  insert into entries (account_id, number, posted_at, transfer_id, coin_id, balance_change,
                       frozen_change)
  select a.id, a.entries + n, at, numbered.id, 1, case a.owner when 0 then -1 else 1 end, 0
    from numbered cross join accounts a where a.owner in (0, 1000))
update accounts
   set balance = balance + case owner when 0 then -@COUNT@ else @COUNT@ end,
       entries = entries + @COUNT@
 where owner in (0, 1000);
analyze;
checkpoint;
