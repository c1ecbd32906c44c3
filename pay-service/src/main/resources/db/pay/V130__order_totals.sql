-- Totals of ended orders by slots of time, so that an overview reads a bounded number of rows. They
-- grow with the note that an event is published: whichever relay makes that note adds the order,
-- once, and posting pays nothing for it.
create table order_totals (
  -- Empty for all apps together.
  app_id  text        not null,
  -- Length of the slot: the short ones are kept for hours, the long ones for two months.
  minutes smallint    not null check (minutes in (5, 60)),
  slot    timestamptz not null,
  coin_id integer     not null,
  kind    text        not null check (kind in ('PAYMENT', 'PAYOUT', 'RETURN')),
  status  text        not null check (status in ('PAID', 'FAILED', 'CANCELLED', 'EXPIRED')),
  orders  bigint      not null,
  amount  numeric     not null,
  fee     numeric     not null,
  primary key (app_id, minutes, slot, coin_id, kind, status)
) with (fillfactor = 50);

create index order_totals_by_age on order_totals (minutes, slot);

-- One row: orders that ended earlier are in no total.
create table order_totals_start (
  one   boolean primary key default true check (one),
  since timestamptz not null default clock_timestamp()
);
insert into order_totals_start default values;

grant select, insert, delete on order_totals to ${runtime_role};
grant update (orders, amount, fee) on order_totals to ${runtime_role};
grant select on order_totals_start to ${runtime_role};
