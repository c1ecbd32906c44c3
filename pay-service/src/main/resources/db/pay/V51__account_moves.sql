-- Money of apps that was in a person's account is moved to an account of the app's own.

-- One row: when nothing was left to be moved.
create table account_migration (
  one         boolean primary key default true check (one),
  finished_at timestamptz
);
insert into account_migration default values;

-- Where an app's money was before; its statements of that time are there.
create table former_accounts (
  app_id     text   primary key,
  former_uid bigint not null,
  uid        bigint not null unique,
  -- Whether other apps had their money in the same account.
  shared     boolean not null,
  until      timestamptz not null
);
create index former_accounts_by_uid on former_accounts (former_uid);

-- What is moved, decided once for each former account and then posted. A crash between the two, or
-- between two postings, changes nothing: the ledger knows each move by its reference.
create table account_moves (
  reference   text primary key,
  former_uid  bigint not null,
  -- Of the app's account; null where nobody knows whose the money is.
  uid         bigint,
  kind        text not null check (kind in ('COIN', 'OPEN', 'COMMISSION')),
  coin_id     integer not null references coins,
  amount      numeric(38, 18) not null check (amount > 0),
  -- The part of it that is frozen, and stays so.
  frozen      numeric(38, 18) not null default 0 check (frozen between 0 and amount),
  state       text not null default 'PLANNED' check (state in ('PLANNED', 'POSTED', 'REFUSED')),
  transfer_id bigint
);
create index account_moves_planned on account_moves (reference) where state = 'PLANNED';
create index account_moves_by_transfer on account_moves (transfer_id);

create index accounts_in_suspense on accounts (owner) where kind = 'SUSPENSE';

-- Money in a suspense account is given to whose it is.
alter table adjustments drop constraint adjustments_side_check;
alter table adjustments add constraint adjustments_side_check
  check (side in ('CREDIT', 'DEBIT', 'ASSIGN'));

grant select on account_migration, former_accounts, account_moves to ${runtime_role};
grant update (finished_at) on account_migration to ${runtime_role};
grant insert on former_accounts, account_moves to ${runtime_role};
grant update (state, transfer_id) on account_moves to ${runtime_role};
