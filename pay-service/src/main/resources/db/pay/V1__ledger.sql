-- Amounts are numeric(38,18) everywhere: 18 decimals, 20 digits before the point.

create table coins (
  id         integer primary key check (id > 0),
  code       text    not null unique check (code ~ '^[a-z][a-z0-9_.]{0,31}$'),
  decimals   integer not null check (decimals between 0 and 18),
  price_usdt numeric(38, 18) check (price_usdt >= 0),
  attributes jsonb   not null default '{}'
);

-- COIN and OPEN belong to the user named by owner. COMMISSION holds what the platform has earned
-- from the apps of the admin account named by owner: one row for the whole platform would be locked
-- by every payment. ISSUER has no owner: it is where money comes from, and it alone may be negative.
create table accounts (
  id      bigint generated always as identity primary key,
  owner   bigint not null check ((kind = 'ISSUER') = (owner = 0) and owner >= 0),
  kind    text   not null check (kind in ('COIN', 'OPEN', 'COMMISSION', 'ISSUER')),
  coin_id integer not null references coins,
  -- The whole, what is frozen included.
  balance numeric(38, 18) not null default 0,
  frozen  numeric(38, 18) not null default 0 check (frozen >= 0),
  -- How many entries the account has; the next one gets this number plus one.
  entries bigint not null default 0,
  unique (owner, kind, coin_id),
  check (kind = 'ISSUER' or balance >= frozen)
) with (fillfactor = 70);

-- What happened to an account, one row per transfer and account, numbered without gaps.
create table entries (
  account_id     bigint  not null,
  number         bigint  not null,
  posted_at      timestamptz not null,
  transfer_id    bigint  not null,
  coin_id        integer not null,
  balance_change numeric(38, 18) not null,
  frozen_change  numeric(38, 18) not null,
  primary key (account_id, number, posted_at)
) partition by range (posted_at);

-- Entries of a transfer are written by one statement, so that this sees them all.
create function entries_sum_to_zero() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select transfer_id, coin_id into wrong from added
   group by transfer_id, coin_id having sum(balance_change) <> 0 limit 1;
  if found then
    raise exception 'entries of transfer % in coin % do not sum to zero',
      wrong.transfer_id, wrong.coin_id using errcode = 'check_violation';
  end if;
  return null;
end $$;

create trigger entries_sum_to_zero after insert on entries
  referencing new table as added for each statement execute function entries_sum_to_zero();

-- Transfers that are no orders, by their reference for all time.
create table gifts (
  reference   text primary key,
  transfer_id bigint not null
);

create table payout_totals (
  app_id  text    not null,
  coin_id integer not null references coins,
  day     date    not null,
  total   numeric(38, 18) not null default 0,
  primary key (app_id, coin_id, day)
) with (fillfactor = 70);

grant select, insert, update on coins to ${runtime_role};
grant select, insert on accounts to ${runtime_role};
grant update (balance, frozen, entries) on accounts to ${runtime_role};
grant select, insert on entries, gifts to ${runtime_role};
grant select, insert, delete on payout_totals to ${runtime_role};
grant update (total) on payout_totals to ${runtime_role};
