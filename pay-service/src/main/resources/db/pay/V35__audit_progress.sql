-- The auditor looks at accounts with new entries, at those that were wrong, and at a portion of all.

-- One row: how far it has come.
create table audit_progress (
  one           boolean primary key default true check (one),
  -- Accounts with entries of before have been looked at.
  entries_until timestamptz not null,
  -- The last account of the round that goes over all of them.
  account_id    bigint not null
);
insert into audit_progress (entries_until, account_id) values (clock_timestamp(), 0);

-- Accounts that were wrong in the last pass. They are in every pass until they are right.
create table audit_findings (
  account_id bigint primary key,
  found_at   timestamptz not null default clock_timestamp()
);

grant select on audit_progress to ${runtime_role};
grant update (entries_until, account_id) on audit_progress to ${runtime_role};
grant select, insert, delete on audit_findings to ${runtime_role};
