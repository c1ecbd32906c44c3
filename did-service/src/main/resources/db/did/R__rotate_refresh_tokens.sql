-- Rotates refresh tokens that come at the same time in one call, with the same results as one after
-- another in the order of their places. A refresh token that was logged off is of no use, and no replay
-- either: a repeat of the request that used it may still be under way.
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
