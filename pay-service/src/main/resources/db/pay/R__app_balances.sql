-- Divides the balances of an app, of its main and open account together, by coin: what is reserved
-- for open disputes or held, what is pending because it came in since in_since, and the rest, which is
-- available. Nothing here scans orders: payments of the time come from the hourly totals, and those
-- that are not in the totals yet from the outbox. Each bound that is reached, and each gap, makes more
-- pending or reserved, never less.
create or replace function app_balances(in_app_id text, in_owner bigint, in_since timestamptz)
  returns table (coin_id integer, total numeric, pending numeric, reserved numeric, deposit numeric)
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with own as (
    select a.coin_id,
           coalesce(sum(a.balance) filter (where a.kind <> 'DEPOSIT'), 0) as total,
           coalesce(sum(a.frozen) filter (where a.kind <> 'DEPOSIT'), 0) as held,
           coalesce(sum(a.balance) filter (where a.kind = 'DEPOSIT'), 0) as deposit
      from accounts a
     where a.owner = in_owner and a.kind in ('COIN', 'OPEN', 'DEPOSIT')
     group by a.coin_id),
  counted as (
    select t.coin_id, sum(t.amount - t.fee) as net
      from order_totals t
     -- The whole hour in which the time begins.
     where t.app_id = in_app_id and t.minutes = 60 and t.slot > in_since - interval '1 hour'
       and t.kind = 'PAYMENT' and t.status = 'PAID'
     group by t.coin_id),
  waiting as materialized (
    select b.order_id from outbox b
     where b.published_at is null and b.kind = 'SETTLED' and b.republished = 0
     limit 10001),
  uncounted as (
    select o.coin_id, sum(o.amount - o.cut) as net
      from waiting w join orders o on o.id = w.order_id
     where o.app_id = in_app_id and o.direction = 'USER_TO_APP' and o.status = 'PAID'
     group by o.coin_id),
  open_disputes as materialized (
    select d.order_id, d.coin, d.amount from disputes d
     where d.app_id = in_app_id and d.decided_at is null
     order by d.id limit 10001),
  -- A disputed payment of the time is reserved, and not pending as well.
  disputed as (
    select o.coin_id, sum(d.amount) as amount,
           sum(o.amount - o.cut) filter (where o.id >= order_id_at(in_since)) as recent
      from open_disputes d join orders o on o.id = d.order_id
     group by o.coin_id),
  -- Whether the time is not wholly known: then all may be of it.
  unknown as (
    select (select count(*) from waiting) > 10000
        or exists (select from order_totals_start s
                    where s.since > in_since
                      and exists (select from orders o
                                   where o.app_id = in_app_id and o.id < order_id_at(s.since)))
        as takings,
      (select count(*) from open_disputes) > 10000 as disputes),
  reserved as (
    select o.*, case when u.disputes then o.total
                     else least(o.total, o.held + coalesce(d.amount, 0)) end as reserved,
           case when u.takings then o.total
                else greatest(coalesce(t.net, 0) + coalesce(w.net, 0) - coalesce(d.recent, 0), 0)
           end as takings
      from own o cross join unknown u
      left join disputed d on d.coin_id = o.coin_id
      left join counted t on t.coin_id = o.coin_id
      left join uncounted w on w.coin_id = o.coin_id)
  select r.coin_id, r.total, least(r.total - r.reserved, r.takings), r.reserved, r.deposit
    from reserved r
$$;
revoke all on function app_balances(text, bigint, timestamptz) from public;
grant execute on function app_balances(text, bigint, timestamptz) to ${runtime_role};
