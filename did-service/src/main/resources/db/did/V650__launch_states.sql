-- The life of an app (docs/guides/launch.md). Apps that are there are live, or suspended.

alter table apps
  add column state text not null default 'LIVE' check (state in
    ('DRAFT', 'APPLIED', 'IN_TEST', 'ACCEPTED', 'LIMITED', 'LIVE', 'SUSPENDED', 'CLOSED')),
  -- what a suspended app returns to
  add column former_state text check (former_state in ('IN_TEST', 'ACCEPTED', 'LIMITED', 'LIVE')),
  add column launch_percent smallint not null default 0 check (launch_percent between 0 and 100);

update apps set state = 'SUSPENDED', former_state = 'LIVE' where not enabled;

alter table apps
  add check ((state = 'SUSPENDED') = (former_state is not null)),
  add check (enabled = (state in ('IN_TEST', 'ACCEPTED', 'LIMITED', 'LIVE')));

create table launch_changes (
  id         bigint generated always as identity primary key,
  app_id     text not null references apps,
  from_state text not null,
  to_state   text not null,
  changed_at timestamptz not null default clock_timestamp(),
  reason     text not null default '' check (length(reason) <= 500),
  notified_at    timestamptz
);
create index launch_changes_by_app on launch_changes (app_id, id);
create index launch_changes_unnotified on launch_changes (id) where notified_at is null;

-- People whom an owner named, by their address: not everybody has an account yet.
create table app_testers (
  app_id     text not null references apps,
  login      text not null check (login = lower(login)),
  uid        bigint references accounts on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  primary key (app_id, login)
);
create index app_testers_unbound on app_testers (login) where uid is null;
create index app_testers_by_uid on app_testers (uid);

-- One link per app, which invites whoever has it.
create table launch_links (
  app_id     text primary key references apps,
  token_hash bytea not null,
  created_at timestamptz not null default clock_timestamp()
);

create table launch_guests (
  app_id     text not null references apps,
  uid        bigint not null references accounts on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  primary key (app_id, uid)
);
create index launch_guests_by_uid on launch_guests (uid);

create function keep_launch_state() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return new;
end $$;
create trigger keep_launch_state before insert or update of state, enabled, former_state on apps
  for each row execute function keep_launch_state();

grant select, update (reason, notified_at) on launch_changes to ${runtime_role};
grant select, insert, update, delete on app_testers, launch_links to ${runtime_role};
grant select, insert, delete on launch_guests to ${runtime_role};
