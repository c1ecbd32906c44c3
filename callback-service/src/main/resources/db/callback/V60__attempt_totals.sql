-- Totals of attempts by slots of time, so that an overview reads a bounded number of rows. They grow
-- when a batch of results is noted as published, which happens once.
create table attempt_totals (
  -- Empty for all apps together.
  app_id    text        not null,
  -- Length of the slot: the short ones are kept for hours, the long ones for two months.
  minutes   smallint    not null check (minutes in (5, 60)),
  slot      timestamptz not null,
  -- Empty for what was acknowledged.
  problem   text        not null,
  -- The attempt took at most so long: a power of two.
  up_to_ms  integer     not null,
  -- Whether the receiver answered, so that the time is one of its own.
  answered  boolean     not null,
  attempts  bigint      not null,
  -- Deliveries that had no further attempt.
  given_up  bigint      not null,
  primary key (app_id, minutes, slot, problem, up_to_ms, answered)
) with (fillfactor = 50);

create index attempt_totals_by_age on attempt_totals (minutes, slot);

-- One row: attempts that finished earlier are in no total.
create table attempt_totals_start (
  one   boolean primary key default true check (one),
  since timestamptz not null default clock_timestamp()
);
insert into attempt_totals_start default values;

-- A CallProblem; null for what was acknowledged, and for attempts of the version before.
alter table attempts add column problem text;

grant update (problem) on attempts to ${runtime_role};
grant select, insert, delete on attempt_totals to ${runtime_role};
grant update (attempts, given_up) on attempt_totals to ${runtime_role};
grant select on attempt_totals_start to ${runtime_role};
