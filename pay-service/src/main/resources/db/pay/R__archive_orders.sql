-- Keeps the orders of a month that is being archived as they are in its file.
create or replace function refuse_frozen_orders() returns trigger language plpgsql as $$
begin
  raise exception 'the month of order % is being archived', coalesce(old.id, new.id)
    using errcode = 'object_not_in_prerequisite_state';
end $$;

-- Refuses a month that somebody may still ask for: while entries of the next one are in the tables, and
-- while an order of it is pending, disputed, or has an event that is kept.
create or replace function require_closed_orders(in_month date) returns void language plpgsql as $$
declare
  first_id constant bigint := order_id_at(in_month::timestamp at time zone 'UTC');
  end_id constant bigint := order_id_at((in_month + interval '1 month') at time zone 'UTC');
  problem constant text := case
    when exists (select from archived_order_months where month >= in_month)
      then 'a month from then on is archived already'
    when not exists (select from archived_months where month > in_month)
      then 'the entries of the next month are not'
    when exists (select from orders
                  where id >= first_id and id < end_id and status = 'PENDING')
      then 'some are pending'
    when exists (select from disputes
                  where order_id >= first_id and order_id < end_id and decided_at is null)
      then 'some have disputes that are not decided'
    when exists (select from outbox where order_id >= first_id and order_id < end_id)
      then 'some have events that are still kept' end;
begin
  if problem is not null then
    raise exception 'orders of % are not archived: %', to_char(in_month, 'YYYY-MM'), problem;
  end if;
end $$;

-- Begins to archive the orders of a month, as the tables' owner: none of them can be refunded from now on.
-- Begun again, it does nothing. Posting waits for the lock that it needs, hence not for long.
create or replace function freeze_orders(in_month date) returns void language plpgsql as $$
begin
  perform require_closed_orders(in_month);
  set local lock_timeout = '2s';
  execute format('create or replace trigger orders_frozen before insert or update or delete on public.%I
                    for each row execute function refuse_frozen_orders()',
                 'orders_' || to_char(in_month, 'YYYYMM'));
end $$;
revoke all on function freeze_orders(date) from public;

-- Ends the archiving of a month whose orders are frozen and in a file: notes the file, and drops the
-- partition and the counts of its hours. Their numbers stay taken. Refuses a file with another number of
-- orders, or with other sums of ids, amounts, fees or refunds.
create or replace function finish_archiving_orders(
  in_month date, in_file text, in_sha256 text, in_orders bigint, in_sums jsonb)
  returns void language plpgsql as $$
declare
  partition constant text := 'orders_' || to_char(in_month, 'YYYYMM');
  sums jsonb;
  counted bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('berth partitions', 0));
  perform require_closed_orders(in_month);
  if not exists (select from pg_trigger
                  where tgrelid = ('public.' || partition)::regclass and tgname = 'orders_frozen') then
    raise exception 'orders of % are not frozen', in_month;
  end if;
  execute format(
    'select coalesce(sum(orders), 0),
            coalesce(jsonb_object_agg(coin_id, array[ids, amount, cut, returned]::text[]), ''{}'')
       from (select coin_id, count(*) as orders, sum(id) as ids, trim_scale(sum(amount)) as amount,
                    trim_scale(sum(cut)) as cut, trim_scale(sum(returned)) as returned
               from public.%I group by coin_id) c', partition)
    into counted, sums;
  if counted <> in_orders or sums <> in_sums then
    raise exception 'the file of % has % orders %, the table % orders %',
      in_month, in_orders, in_sums, counted, sums;
  end if;

  insert into archived_order_months (month, file, sha256, orders)
    values (in_month, in_file, in_sha256, in_orders);
  delete from order_counts
   where hour >= order_id_at(in_month::timestamp at time zone 'UTC')
     and hour < order_id_at((in_month + interval '1 month') at time zone 'UTC');

  -- Posting waits for this lock, and it waits for whoever reads orders: not for long, then later.
  set local lock_timeout = '2s';
  execute format('alter table public.orders detach partition public.%I', partition);
  execute format('drop table public.%I', partition);
end $$;
revoke all on function finish_archiving_orders(date, text, text, bigint, jsonb) from public;
