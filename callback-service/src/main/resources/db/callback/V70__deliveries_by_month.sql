-- Deliveries and attempts have a partition for each month of their orders, which is dropped as a whole.
-- A delivery's id begins with the month of its order, so that it leads to the partition of its attempts
-- as well, and an event, which always names the same order, is unique within one partition: month
-- partitions have an index for it, made by ensure_delivery_months, and checks that event, order and id
-- belong together. Ids below 2^40 have no month: they are of orders before delivery_months.first, and in
-- the tables that were here before, whose rows are deleted one by one.

create function order_id_at(moment timestamptz) returns bigint language sql immutable as $$
  select (floor(extract(epoch from moment) * 1000)::bigint - 1735689600000) * 4096
$$;

-- Months between January 2025 and the order, in UTC.
create function order_month(in_order_id bigint) returns integer language sql immutable as $$
  select (extract(year from to_timestamp((in_order_id >> 12) / 1000.0 + 1735689600) at time zone 'UTC') * 12
          + extract(month from to_timestamp((in_order_id >> 12) / 1000.0 + 1735689600) at time zone 'UTC'))
         ::integer - (2025 * 12 + 1)
$$;

create table delivery_months (
  one   boolean primary key default true check (one),
  -- Orders of earlier months have deliveries whose id has no month.
  first integer not null check (first > 0)
);

-- Orders that may have a delivery already stay together with it.
insert into delivery_months (first)
select case when latest is null then order_month(order_id_at(now())) - 1
            else order_month(greatest(latest, order_id_at(now()))) + 1 end
  from (select max(order_id) as latest from deliveries) as d;

create sequence delivery_numbers;
select setval('delivery_numbers', coalesce(max(id), 0) + 1, false) from deliveries;

create function next_delivery_id(in_order_id bigint) returns bigint language plpgsql volatile as $$
declare
  month constant integer := order_month(in_order_id);
  number constant bigint := nextval('delivery_numbers') % (1::bigint << 40);
begin
  return case when month < (select first from delivery_months) then number
              else (month::bigint << 40) + number end;
end $$;

alter table deliveries rename to deliveries_old;
alter table attempts rename to attempts_old;
alter table deliveries_old alter id drop identity;
alter index deliveries_pkey rename to deliveries_old_pkey;
alter index deliveries_due rename to deliveries_old_due;
alter index deliveries_by_order rename to deliveries_old_by_order;
alter index deliveries_failed rename to deliveries_old_failed;
alter index deliveries_finished rename to deliveries_old_finished;
alter index attempts_pkey rename to attempts_old_pkey;

create table deliveries (
  like deliveries_old including defaults including constraints, primary key (id)
) partition by range (id);
create index deliveries_due on deliveries (app_id, due_at) where state = 'PENDING';
create index deliveries_by_order on deliveries (app_id, order_id, id);
create index deliveries_failed on deliveries (app_id, order_id, id)
  where state = 'GIVEN_UP' or (state = 'PENDING' and attempts > 0);
create index deliveries_finished on deliveries (finished_at) where state <> 'PENDING';

create table attempts (
  like attempts_old including defaults including constraints, primary key (delivery_id, number)
) partition by range (delivery_id);

do $$
declare
  months constant bigint := (select first::bigint << 40 from delivery_months);
begin
  execute format(
    'alter table deliveries attach partition deliveries_old for values from (minvalue) to (%s)', months);
  execute format(
    'alter table attempts attach partition attempts_old for values from (minvalue) to (%s)', months);
end $$;

revoke all on deliveries_old, attempts_old from ${runtime_role};
grant select, insert, delete on deliveries to ${runtime_role};
grant update (state, attempts, due_at, lease, finished_at) on deliveries to ${runtime_role};
grant select, insert on attempts to ${runtime_role};
grant update (sends, lease, target, started_at, finished_at, http_status, duration_ms, answer, error,
              delivered, published, problem) on attempts to ${runtime_role};
grant select on delivery_months to ${runtime_role};
grant usage on delivery_numbers to ${runtime_role};
