-- People: accounts, their sessions, what they were mailed, and how often something was tried.

create sequence uids start with 1000000 minvalue 1000000;

create table accounts (
  uid bigint primary key check (uid >= 1000000),
  login text not null check (login = lower(login) and length(login) between 3 and 254),
  name text not null default '' check (length(name) <= 64),
  avatar text not null default '' check (length(avatar) <= 2048),
  language text,
  password_hash text,
  pay_password_hash text,
  pay_password_changed_at timestamptz,
  pay_password_wrong_tries integer not null default 0 check (pay_password_wrong_tries >= 0),
  paying_frozen_until timestamptz,
  -- tokens and sessions issued before this are dead: the password was changed
  valid_from timestamptz not null default 'epoch',
  roles text[] not null default '{}',
  created_at timestamptz not null default now(),
  constraint accounts_login unique (login)
);

-- Explicit uids are reserved by being used: the sequence steps over them.
create function next_uid() returns bigint language plpgsql as $$
declare
  candidate bigint;
begin
  loop
    candidate := nextval('uids');
    exit when not exists (select from accounts where uid = candidate);
  end loop;
  return candidate;
end $$;

create table friendships (
  uid bigint not null references accounts on delete cascade,
  friend_uid bigint not null references accounts on delete cascade,
  primary key (uid, friend_uid),
  check (uid <> friend_uid)
);

create table sessions (
  session_id text primary key,
  uid bigint not null references accounts on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_by_uid on sessions (uid);
create index sessions_by_expiry on sessions (expires_at);

-- A new code replaces the row, which voids the former one.
create table verification_codes (
  purpose text not null check (purpose in ('REGISTER', 'RESET', 'PAYMENT')),
  subject text not null,
  code_hash bytea not null,
  payload jsonb not null default '{}',
  wrong_tries integer not null default 0,
  expires_at timestamptz not null,
  primary key (purpose, subject)
);
create index verification_codes_by_expiry on verification_codes (expires_at);

create table throttles (
  bucket text primary key,
  hits timestamptz[] not null,
  expires_at timestamptz not null
);
create index throttles_by_expiry on throttles (expires_at);

-- Counts one try; false when the bucket was full already, and then nothing is counted.
create function throttle_take(p_bucket text, p_limit integer, p_window interval)
returns boolean language plpgsql as $$
declare
  recent timestamptz[];
  instant timestamptz := clock_timestamp();
begin
  -- The row is made first and locked afterwards: otherwise two first tries would both pass.
  insert into throttles (bucket, hits, expires_at) values (p_bucket, '{}', instant + p_window)
    on conflict (bucket) do nothing;
  select hits into recent from throttles where bucket = p_bucket for update;
  recent := array(select hit from unnest(recent) hit where hit > instant - p_window order by hit);
  if cardinality(recent) >= p_limit then
    return false;
  end if;
  update throttles set hits = recent || instant, expires_at = instant + p_window
    where bucket = p_bucket;
  return true;
end $$;

-- Takes the latest try back: it turned out not to be a wrong one.
create function throttle_give_back(p_bucket text) returns void language sql as $$
  update throttles set hits = hits[1:cardinality(hits) - 1]
    where bucket = p_bucket and cardinality(hits) > 0;
$$;

grant usage on sequence uids to ${runtime_role};
grant select, insert, update on accounts to ${runtime_role};
-- "for update", by which cleaning up skips what others clean, needs the right to update
grant select, insert, update, delete on sessions to ${runtime_role};
grant select, insert, delete on friendships to ${runtime_role};
grant select, insert, update, delete on verification_codes, throttles to ${runtime_role};
