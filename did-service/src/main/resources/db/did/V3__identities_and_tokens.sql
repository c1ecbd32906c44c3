-- Who a user is to a company and to an app, and what an app holds to act for them.

create table union_ids (
  uid bigint not null references accounts,
  company_id text not null references companies,
  union_id text not null unique check (union_id ~ '^[0-9a-f]{32}$'),
  primary key (uid, company_id)
);

-- Rows stay after a revocation: the ids never change.
create table identities (
  app_id text not null references apps,
  uid bigint not null references accounts,
  open_id text not null check (open_id ~ '^[0-9a-f]{32}$'),
  granted_scopes integer[] not null default '{}',
  version bigint not null default 1,
  -- tokens of this user and app issued before this are dead: the grant was taken back
  valid_from timestamptz not null default 'epoch',
  authorized_at timestamptz,
  primary key (app_id, uid),
  constraint identities_open_id unique (app_id, open_id)
);
create index identities_by_uid on identities (uid);

create table access_codes (
  code_hash bytea primary key,
  app_id text not null references apps,
  uid bigint not null references accounts,
  scopes integer[] not null,
  raw_scopes text not null,
  state text not null,
  device text not null,
  redirect_url text not null,
  expires_at timestamptz not null,
  family text
);
create index access_codes_by_user on access_codes (uid, app_id);
create index access_codes_by_expiry on access_codes (expires_at);

-- One row per authorization. Rotation is one update of it: the row knows its current refresh token
-- and the one before.
create table token_families (
  family text primary key,
  app_id text not null references apps,
  uid bigint not null references accounts,
  open_id text not null,
  union_id text not null,
  device text not null,
  scopes integer[] not null,
  -- no token of this family says it was issued before this
  valid_from timestamptz not null,
  refresh_hash bytea not null,
  refresh_expires_at timestamptz not null,
  -- by day, so that the index for cleaning up does not make every rotation dearer
  refresh_expires_on date not null
    generated always as ((refresh_expires_at at time zone 'UTC')::date) stored,
  previous_hash bytea,
  rotated_at timestamptz,
  revoked_at timestamptz
) with (fillfactor = 70);
create index token_families_by_user on token_families (uid, app_id);
create index token_families_by_expiry on token_families (refresh_expires_on);

create table pay_tokens (
  token_hash bytea primary key,
  family text not null references token_families on delete cascade,
  expires_at timestamptz not null
);
create index pay_tokens_by_family on pay_tokens (family);
create index pay_tokens_by_expiry on pay_tokens (expires_at);

create table remembered_pay_passwords (
  session_id text not null references sessions on delete cascade,
  app_id text not null references apps,
  uid bigint not null references accounts,
  primary key (session_id, app_id)
);
create index remembered_pay_passwords_by_uid on remembered_pay_passwords (uid);

-- One round trip and one commit per refresh. Replays are only reported: the caller revokes, because
-- the revocation has to be told as well.
create function rotate_refresh_token(
  p_family text, p_app text, p_presented bytea, p_successor bytea, p_pay_token bytea,
  p_refresh_lifetime interval, p_access_lifetime interval, p_repeatable interval)
returns table (
  result text, uid bigint, company_id text, open_id text, union_id text, device text,
  scopes integer[], may_pay_openly boolean, valid_from timestamptz,
  refresh_expires_at timestamptz) language plpgsql as $$
declare
  f token_families;
  a apps;
  instant timestamptz;
begin
  select * into f from token_families t
    where t.family = p_family and t.app_id = p_app for update;
  -- read after the lock was waited for
  instant := clock_timestamp();
  if f.family is null then
    result := 'UNKNOWN';
  elsif f.revoked_at is not null then
    result := 'UNUSABLE';
  elsif f.refresh_hash = p_presented then
    if f.refresh_expires_at <= instant then
      result := 'EXPIRED';
    else
      result := 'ROTATED';
      update token_families t
        set previous_hash = p_presented, refresh_hash = p_successor, rotated_at = instant,
            refresh_expires_at = instant + p_refresh_lifetime
        where t.family = p_family
        returning t.refresh_expires_at into f.refresh_expires_at;
    end if;
  elsif f.previous_hash = p_presented and f.refresh_hash = p_successor
      and f.rotated_at > instant - p_repeatable then
    result := 'REPEATED';
  else
    result := 'REPLAYED';
  end if;
  if result in ('ROTATED', 'REPEATED') then
    select * into a from apps t where t.app_id = p_app;
    company_id := a.company_id;
    may_pay_openly := 12 = any (a.scopes);
    if may_pay_openly then
      insert into pay_tokens as t (token_hash, family, expires_at)
        values (p_pay_token, p_family, instant + p_access_lifetime)
        on conflict (token_hash) do update set expires_at = excluded.expires_at;
    end if;
  end if;
  uid := f.uid;
  open_id := f.open_id;
  union_id := f.union_id;
  device := f.device;
  scopes := f.scopes;
  valid_from := f.valid_from;
  refresh_expires_at := f.refresh_expires_at;
  return next;
end $$;

grant select, insert on union_ids to ${runtime_role};
grant select, insert, update on identities to ${runtime_role};
grant select, insert, update, delete on access_codes, token_families to ${runtime_role};
grant select, insert, update, delete on pay_tokens to ${runtime_role};
grant select, insert, delete on remembered_pay_passwords to ${runtime_role};
