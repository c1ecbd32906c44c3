-- People see where they are signed in, and end what is not theirs.
alter table sessions
  -- null where it was not said, or is not known
  add column browser text check (length(browser) <= 32),
  add column system text check (length(system) <= 32),
  add column address_prefix text check (length(address_prefix) <= 64),
  -- opened by a client that carries a key instead of a cookie
  add column by_api boolean not null default false,
  -- within five minutes
  add column seen_at timestamptz not null default now();
