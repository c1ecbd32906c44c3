-- The clock of an app of test is moved forward by moving back what it waits for. Returns how many
-- codes and tokens expired with it.
create function move_test_clock(in_app_id text, in_seconds bigint)
  returns table (codes bigint, tokens bigint)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  instant constant timestamptz := clock_timestamp();
  step constant interval := make_interval(secs => in_seconds);
  families bigint;
  games bigint;
begin
  if in_app_id not like 'test:%' or in_seconds not between 60 and 7776000 then
    raise exception 'the clock of % is not moved by % s', in_app_id, in_seconds
      using errcode = 'check_violation';
  end if;
  with moved as (
    update access_codes set expires_at = expires_at - step
     where app_id = in_app_id and app_id like 'test:%' and family is null and expires_at > instant
    returning expires_at)
  select count(*) filter (where expires_at <= instant) into codes from moved;
  update pay_tokens p set expires_at = p.expires_at - step
    from token_families f
   where f.app_id = in_app_id and f.app_id like 'test:%' and p.family = f.family and p.expires_at > instant;
  with moved as (
    update token_families set refresh_expires_at = refresh_expires_at - step
     where app_id = in_app_id and app_id like 'test:%' and revoked_at is null
       and refresh_expires_at > instant
    returning refresh_expires_at)
  select count(*) filter (where refresh_expires_at <= instant) into families from moved;
  with moved as (
    update game_tokens set expires_at = expires_at - step
     where app_id = in_app_id and app_id like 'test:%' and expires_at > instant
    returning expires_at)
  select count(*) filter (where expires_at <= instant) into games from moved;
  tokens := families + games;
  return next;
end $$;
revoke all on function move_test_clock(text, bigint) from public;
grant execute on function move_test_clock(text, bigint) to ${runtime_role};

-- What is of one test, without a look at all that is live.
create index access_codes_of_test on access_codes (app_id) where app_id like 'test:%';
create index token_families_of_test on token_families (app_id) where app_id like 'test:%';
create index game_tokens_of_test on game_tokens (app_id) where app_id like 'test:%';
