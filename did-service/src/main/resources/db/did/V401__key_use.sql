-- What people call a key, and when a key or secret was last good for something.

alter table app_keys add column name text not null default '' check (length(name) <= 64);

-- Of its own, because it changes all the time and is no part of what an app is.
create table key_uses (
  app_id text not null references apps on delete cascade,
  -- an access key, or the name of a dialect's secret
  key text not null,
  used_at timestamptz not null,
  used_from text not null,
  primary key (app_id, key)
) with (fillfactor = 70);

grant select, insert, update, delete on key_uses to ${runtime_role};
grant delete on app_keys to ${runtime_role};
