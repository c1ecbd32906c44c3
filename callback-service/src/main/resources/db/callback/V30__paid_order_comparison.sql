-- How far paid orders have been compared with deliveries: the last order's id, which tells its time.
create table paid_order_comparison (
  one   boolean primary key default true check (one),
  after bigint  not null
);
insert into paid_order_comparison (after)
values ((floor(extract(epoch from now() - interval '1 day') * 1000)::bigint - 1735689600000) * 4096);

grant select on paid_order_comparison to ${runtime_role};
grant update (after) on paid_order_comparison to ${runtime_role};
