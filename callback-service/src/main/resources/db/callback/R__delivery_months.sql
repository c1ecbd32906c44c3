-- The first moment of a month that is counted from January 2025.
create or replace function delivery_month_start(in_month integer) returns timestamptz
  language sql immutable as $$
  select make_timestamptz(2025 + in_month / 12, 1 + in_month % 12, 1, 0, 0, 0, 'UTC')
$$;

-- Creates the partitions of the months from delivery_months.first to months_ahead after the present one;
-- returns how many. The service's role may call this and needs no right to create tables otherwise.
create or replace function ensure_delivery_months(months_ahead integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  present constant integer := public.order_month(public.order_id_at(now()));
  name text;
  ids text;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('berth partitions', 0));
  for month in (select first from public.delivery_months)..present + least(months_ahead, 12) loop
    name := to_char(public.delivery_month_start(month) at time zone 'UTC', 'YYYYMM');
    continue when to_regclass('public.deliveries_' || name) is not null;
    -- Whoever reads or writes deliveries waits for this lock, so it does not wait for others for long.
    set local lock_timeout = '2s';
    ids := format('for values from (%s) to (%s)', month::bigint << 40, (month + 1)::bigint << 40);
    execute format(
      'create table public.%1$I partition of public.deliveries (
         unique (event_id),
         check (order_id >= %3$s and order_id < %4$s),
         check (starts_with(event_id, order_id::text || ''-''))
       ) %2$s with (fillfactor = 80)',
      'deliveries_' || name, ids, public.order_id_at(public.delivery_month_start(month)),
      public.order_id_at(public.delivery_month_start(month + 1)));
    execute format(
      'create table public.%1$I partition of public.attempts (
         foreign key (delivery_id) references public.%3$I
       ) %2$s with (fillfactor = 80)',
      'attempts_' || name, ids, 'deliveries_' || name);
    made := made + 1;
  end loop;
  return made;
end $$;
revoke all on function ensure_delivery_months(integer) from public;
grant execute on function ensure_delivery_months(integer) to ${runtime_role};

-- Drops the partitions of the oldest months if all deliveries in them ended longer than in_kept ago, never
-- within the last 8 days; returns how many months. Deliveries that an old order gets afterwards have an
-- id without a month. Returns 0 where somebody reads deliveries for long: it is called again.
create or replace function drop_old_delivery_months(in_kept interval) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  before constant timestamptz := now() - greatest(in_kept, interval '8 days');
  month integer;
  name text;
  used boolean;
  dropped integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('berth partitions', 0));
  set local lock_timeout = '2s';
  loop
    select first into month from public.delivery_months;
    exit when public.delivery_month_start(month + 1) > before;
    name := to_char(public.delivery_month_start(month) at time zone 'UTC', 'YYYYMM');
    -- Twice, so that nobody has to wait while it looks.
    for attempt in 1..2 loop
      execute format(
        'select exists (select from public.%1$I where state = ''PENDING'')
             or exists (select from public.%1$I where state <> ''PENDING'' and finished_at >= $1)',
        'deliveries_' || name) into used using before;
      exit when used or attempt = 2;
      lock table public.deliveries, public.attempts in access exclusive mode;
    end loop;
    exit when used;
    execute format('drop table public.%I, public.%I', 'attempts_' || name, 'deliveries_' || name);
    update public.delivery_months set first = month + 1;
    dropped := dropped + 1;
  end loop;
  return dropped;
exception when lock_not_available then
  return 0;
end $$;
revoke all on function drop_old_delivery_months(interval) from public;
grant execute on function drop_old_delivery_months(interval) to ${runtime_role};

select ensure_delivery_months(4);
