-- Logging off ends one access token, its pay token and the refresh token issued beside it; the
-- family's other tokens live on.

-- The id of the access token that was issued beside a refresh token. Knowing it opens nothing: it
-- is a digest of a digest of 24 random bytes.
create function access_token_id(refresh_hash bytea) returns bytea
  language sql immutable parallel safe
  return substring(sha256(refresh_hash) from 1 for 16);

create table ended_tokens (
  token_id bytea primary key,
  family text not null references token_families on delete cascade,
  -- when the access token would have expired by itself
  expires_at timestamptz not null
);
create index ended_tokens_by_family on ended_tokens (family);
create index ended_tokens_by_expiry on ended_tokens (expires_at);
grant select, insert, update, delete on ended_tokens to ${runtime_role};

alter table token_families
  add column refresh_ended boolean not null default false,
  add column previous_ended boolean not null default false;

-- null for those issued before this
alter table pay_tokens add column token_id bytea;

-- As in V457, but a refresh token that was logged off is of no use, and no replay either: a repeat
-- of the request that used it may still be under way.
create or replace function rotate_refresh_tokens(
  in_families text[], in_apps text[], in_presented text[], in_successors text[],
  in_pay_tokens text[], in_refresh_seconds bigint[], in_access_seconds bigint[],
  in_repeatable_seconds bigint)
returns table (
  place bigint, result text, uid bigint, company_id text, open_id text, union_id text, device text,
  scopes integer[], may_pay_openly boolean, valid_from timestamptz,
  refresh_expires_at timestamptz)
language plpgsql
  -- Plans for a batch do not depend on its size, and never read a table from end to end.
  set plan_cache_mode = force_generic_plan
  set enable_hashjoin = off
  set enable_mergejoin = off
  -- Who holds a family for longer than this must not hold up everybody else.
  set lock_timeout = '2s'
as $$
#variable_conflict use_column
declare
  instant timestamptz;
  turns bigint[];
begin
  -- In one order, so that batches never wait for each other in a circle.
  perform from token_families t where t.family = any (in_families) order by t.family for update;
  -- read after the locks were waited for
  instant := clock_timestamp();
  -- Nearly always one: the second of a family in a batch sees what the first has done.
  turns := array(
    select row_number() over (partition by w.family order by w.place)
    from unnest(in_families) with ordinality as w (family, place) order by w.place);
  for this_turn in 1 .. (select max(turn) from unnest(turns) as turn) loop
    return query
    with asked as (
      select *
      from unnest(in_families, in_apps, in_presented, in_successors, in_pay_tokens,
                  in_refresh_seconds, in_access_seconds, turns) with ordinality
        as w (family, app_id, presented, successor, pay_token, refresh_seconds, access_seconds,
              turn, place)
      where w.turn = this_turn
    ),
    judged as materialized (
      select w.place, w.family, decode(w.successor, 'hex') as successor,
             decode(w.pay_token, 'hex') as pay_token,
             instant + make_interval(secs => w.access_seconds) as pay_token_expires_at,
             case
               when f.family is null then 'UNKNOWN'
               when f.revoked_at is not null then 'UNUSABLE'
               when f.refresh_hash = decode(w.presented, 'hex') then
                 case when f.refresh_ended then 'UNUSABLE'
                      when f.refresh_expires_at <= instant then 'EXPIRED' else 'ROTATED' end
               when f.previous_hash = decode(w.presented, 'hex')
                   and f.refresh_hash = decode(w.successor, 'hex')
                   and f.rotated_at > instant - make_interval(secs => in_repeatable_seconds)
                 then
                 case when f.refresh_ended or f.previous_ended then 'UNUSABLE' else 'REPEATED' end
               else 'REPLAYED'
             end as result,
             f.uid, a.company_id, f.open_id, f.union_id, f.device, f.scopes,
             12 = any (a.scopes) and 12 = any (g.granted_scopes) as may_pay_openly, f.valid_from, f.refresh_expires_at,
             instant + make_interval(secs => w.refresh_seconds) as next_expires_at
      from asked w
      left join token_families f on f.family = w.family and f.app_id = w.app_id
      left join apps a on a.app_id = f.app_id
      left join identities g on g.app_id = f.app_id and g.uid = f.uid
    ),
    rotated as (
      update token_families t
      set previous_hash = t.refresh_hash, refresh_hash = j.successor, rotated_at = instant,
          refresh_expires_at = j.next_expires_at, previous_ended = false
      from judged j where t.family = j.family and j.result = 'ROTATED'
    ),
    paid as (
      insert into pay_tokens as t (token_hash, family, expires_at, token_id)
      select j.pay_token, j.family, j.pay_token_expires_at, access_token_id(j.successor)
      from judged j
      where j.result in ('ROTATED', 'REPEATED') and j.may_pay_openly
      on conflict (token_hash) do update set expires_at = excluded.expires_at
    )
    select j.place, j.result, j.uid,
           case when j.result in ('ROTATED', 'REPEATED') then j.company_id end,
           j.open_id, j.union_id, j.device, j.scopes, j.may_pay_openly, j.valid_from,
           case j.result when 'ROTATED' then j.next_expires_at else j.refresh_expires_at end
    from judged j;
  end loop;
end $$;

-- As in V458, but a pay token knows its access token, and takes a grant of scope 12, which players can
-- leave out.
create or replace function redeem_access_codes(
  in_codes text[], in_apps text[], in_scopes text[], in_states text[], in_devices text[],
  in_redirect_urls text[], in_families text[], in_refresh_tokens text[], in_pay_tokens text[],
  in_refresh_seconds bigint[], in_access_seconds bigint[])
returns table (
  place bigint, result text, used_for text, uid bigint, company_id text, open_id text,
  union_id text, device text, scopes integer[], may_pay_openly boolean, valid_from timestamptz,
  refresh_expires_at timestamptz)
language plpgsql
  -- As in rotate_refresh_tokens.
  set plan_cache_mode = force_generic_plan
  set enable_hashjoin = off
  set enable_mergejoin = off
  set lock_timeout = '2s'
as $$
#variable_conflict use_column
declare
  instant timestamptz;
  turns bigint[];
begin
  perform from access_codes c
    where c.code_hash = any (array(select decode(code, 'hex') from unnest(in_codes) as code))
    order by c.code_hash for update;
  -- read after the locks were waited for
  instant := clock_timestamp();
  -- Nearly always one: the second use of a code in a batch sees the first.
  turns := array(
    select row_number() over (partition by w.code order by w.place)
    from unnest(in_codes) with ordinality as w (code, place) order by w.place);
  for this_turn in 1 .. (select max(turn) from unnest(turns) as turn) loop
    return query
    with asked as (
      select *
      from unnest(in_codes, in_apps, in_scopes, in_states, in_devices, in_redirect_urls,
                  in_families, in_refresh_tokens, in_pay_tokens, in_refresh_seconds,
                  in_access_seconds, turns) with ordinality
        as w (code, app_id, scopes, state, device, redirect_url, family, refresh_token, pay_token,
              refresh_seconds, access_seconds, turn, place)
      where w.turn = this_turn
    ),
    judged as materialized (
      select w.place, w.family, decode(w.refresh_token, 'hex') as refresh_hash,
             decode(w.pay_token, 'hex') as pay_token,
             instant + make_interval(secs => w.access_seconds) as pay_token_expires_at,
             case
               when c.family is not null then 'USED_BEFORE'
               when c.expires_at > instant and u.uid is not null then 'REDEEMED'
               else 'UNKNOWN'
             end as result,
             c.code_hash, c.family as used_for, c.app_id, c.uid, a.company_id, i.open_id,
             u.union_id, c.device,
             array(select s from unnest(c.scopes) as s where s = any (a.scopes) order by s)
               as scopes,
             12 = any (a.scopes) and 12 = any (i.granted_scopes) as may_pay_openly,
             greatest(i.valid_from, p.valid_from) as valid_from,
             instant + make_interval(secs => w.refresh_seconds) as refresh_expires_at
      from asked w
      left join access_codes c on c.code_hash = decode(w.code, 'hex') and c.app_id = w.app_id
        and c.raw_scopes = coalesce(w.scopes, c.raw_scopes)
        and c.state = coalesce(w.state, c.state) and c.device = coalesce(w.device, c.device)
        and c.redirect_url = coalesce(w.redirect_url, c.redirect_url)
      left join identities i on i.app_id = c.app_id and i.uid = c.uid
      left join apps a on a.app_id = i.app_id
      left join accounts p on p.uid = i.uid
      left join union_ids u on u.uid = i.uid and u.company_id = a.company_id
    ),
    used as (
      update access_codes c set family = j.family
      from judged j where c.code_hash = j.code_hash and j.result = 'REDEEMED'
    ),
    opened as (
      insert into token_families (family, app_id, uid, open_id, union_id, device, scopes,
        valid_from, refresh_hash, refresh_expires_at)
      select j.family, j.app_id, j.uid, j.open_id, j.union_id, j.device, j.scopes, j.valid_from,
             j.refresh_hash, j.refresh_expires_at
      from judged j where j.result = 'REDEEMED'
    ),
    paid as (
      insert into pay_tokens (token_hash, family, expires_at, token_id)
      select j.pay_token, j.family, j.pay_token_expires_at, access_token_id(j.refresh_hash)
      from judged j where j.result = 'REDEEMED' and j.may_pay_openly
    )
    select j.place, j.result, j.used_for, j.uid, j.company_id, j.open_id, j.union_id, j.device,
           j.scopes, j.may_pay_openly, j.valid_from, j.refresh_expires_at
    from judged j;
  end loop;
end $$;
