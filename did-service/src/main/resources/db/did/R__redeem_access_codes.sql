-- Exchanges authorization codes that come at the same time in one call, with the same results as one
-- after another in the order of their places. The app may have lost a scope since the user accepted it.
-- A pay token knows its access token, and needs a grant of scope 12, which players can leave out.
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
