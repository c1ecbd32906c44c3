-- Orders of these months are in files; their numbers stay in order_numbers.
create table archived_order_months (
  -- The first day, in UTC.
  month       date primary key check (extract(day from month) = 1),
  file        text not null,
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  orders      bigint not null,
  archived_at timestamptz not null default clock_timestamp()
);

grant select on archived_order_months to ${runtime_role};
