-- Entries of months that are archived are in files; of each account their sum stays, from which the
-- auditor adds up the entries that are still here.
create table entry_checkpoints (
  account_id bigint primary key,
  coin_id    integer not null references coins,
  balance    numeric(38, 18) not null,
  frozen     numeric(38, 18) not null,
  -- The account's entries up to this number are archived.
  entries    bigint not null check (entries > 0)
);

create table archived_months (
  -- The first day, in UTC.
  month       date primary key check (extract(day from month) = 1),
  file        text not null,
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  entries     bigint not null,
  archived_at timestamptz not null default clock_timestamp()
);

grant select on entry_checkpoints, archived_months to ${runtime_role};
