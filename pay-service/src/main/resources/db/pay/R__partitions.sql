-- Creates the monthly partitions from the last month to months_ahead. The service's role may call this
-- and needs no right to create tables otherwise.
create or replace function ensure_partitions(months_ahead integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  month timestamptz;
  upto timestamptz;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('berth partitions', 0));
  for i in -1..least(months_ahead, 120) loop
    month := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => i))
      at time zone 'UTC';
    upto := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => i + 1))
      at time zone 'UTC';
    if to_regclass('public.orders_' || to_char(month at time zone 'UTC', 'YYYYMM')) is null then
      execute format('create table public.%I partition of public.orders for values from (%s) to (%s)',
        'orders_' || to_char(month at time zone 'UTC', 'YYYYMM'),
        public.order_id_at(month), public.order_id_at(upto));
      execute format(
        'create table public.%I partition of public.entries for values from (%L) to (%L)',
        'entries_' || to_char(month at time zone 'UTC', 'YYYYMM'), month, upto);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;
