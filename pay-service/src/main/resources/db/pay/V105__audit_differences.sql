-- The auditor's word: each pass tells which accounts are wrong and how, and a pass can be asked for.

-- What the last pass of each kind found wrong, to a bound; the next pass replaces it.
create table audit_differences (
  kind          text not null check (kind in ('INCREMENTAL', 'FULL')),
  account_id    bigint not null,
  -- Null where entries belong to no account.
  owner         bigint,
  account_kind  text,
  coin_id       integer,
  balance       numeric(38, 18),
  frozen        numeric(38, 18),
  entries       bigint,
  true_balance  numeric(38, 18) not null,
  true_frozen   numeric(38, 18) not null,
  true_entries  bigint not null,
  -- The first number that no entry of the account has.
  missing_entry bigint,
  -- The first transaction whose entries do not sum to zero by what the account is off.
  transfer_id   bigint,
  found_at      timestamptz not null default clock_timestamp(),
  primary key (kind, account_id)
);

-- One row: when a full pass was asked for last.
create table audit_requests (
  one          boolean primary key default true check (one),
  requested_at timestamptz not null
);

-- A pass counts for what was asked for before it began.
alter table audit_passes add column started_at timestamptz;

grant select, insert, update, delete on audit_differences to ${runtime_role};
grant select, insert, update on audit_requests to ${runtime_role};
