-- What a person wants to know of an order's life beyond what the order itself tells.

-- When a prepayment's page was opened first, and a code mailed first.
create table checkout_visits (
  order_id       bigint primary key,
  opened_at      timestamptz not null default clock_timestamp(),
  code_mailed_at timestamptz
);

-- Entries of a transfer are found by when they were posted: they are written in that order, so a
-- few ranges are read, and posting pays next to nothing for it.
create index entries_by_time on entries using brin (posted_at)
  with (pages_per_range = 32, autosummarize = on);

-- An order's returns.
create index orders_by_returned on orders (app_id, return_of) where return_of is not null;

grant select, insert on checkout_visits to ${runtime_role};
grant update (code_mailed_at) on checkout_visits to ${runtime_role};
