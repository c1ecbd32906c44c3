-- A restore begins an epoch: whatever is published from then on outranks every record of the time
-- that was undone.

create table epochs (
  -- tens of seconds since 2026: also an epoch that the restored database knows nothing of is lower
  number bigint primary key,
  begun_at timestamptz not null default clock_timestamp(),
  -- null while records of the time that was undone may still count
  published_at timestamptz
);

grant select on epochs to ${runtime_role};
grant update (published_at) on epochs to ${runtime_role};
