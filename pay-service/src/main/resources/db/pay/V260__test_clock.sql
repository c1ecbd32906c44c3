-- The clock of an app of test is moved forward by moving back what it waits for.

-- How far the clocks are ahead, to know when their days end.
create table test_clocks (
  app_id text primary key check (app_id like 'test:%'),
  ahead  interval not null
);
grant select on test_clocks to ${runtime_role};

-- Returns how many unpaid orders expired, and whether a day ended. What was paid out counts towards
-- no limit of a day that ended.
create function move_test_clock(in_app_id text, in_seconds bigint, in_zone text)
  returns table (expired bigint, day_ended boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  instant constant timestamptz := clock_timestamp();
  step constant interval := make_interval(secs => in_seconds);
  after_move interval;
begin
  if in_app_id not like 'test:%' or in_seconds not between 60 and 7776000 then
    raise exception 'the clock of % is not moved by % s', in_app_id, in_seconds
      using errcode = 'check_violation';
  end if;
  update pay_codes c set expires_at = c.expires_at - step
    from orders o where o.app_id = in_app_id and o.status = 'PENDING' and c.order_id = o.id
      and c.expires_at > instant;
  update conversion_quotes q set expires_at = q.expires_at - step
    from orders o where o.app_id = in_app_id and o.status = 'PENDING' and q.order_id = o.id;
  with moved as (
    update orders set expires_at = expires_at - step
     where app_id = in_app_id and status = 'PENDING' and expires_at > instant returning expires_at)
  select count(*) filter (where expires_at <= instant) into expired from moved;

  insert into test_clocks as t (app_id, ahead) values (in_app_id, step)
    on conflict (app_id) do update set ahead = t.ahead + excluded.ahead
    returning ahead into after_move;
  day_ended := ((instant + after_move) at time zone in_zone)::date
    > ((instant + after_move - step) at time zone in_zone)::date;
  if day_ended then
    delete from payout_totals where app_id = in_app_id;
  end if;
  return next;
end $$;
revoke all on function move_test_clock(text, bigint, text) from public;
grant execute on function move_test_clock(text, bigint, text) to ${runtime_role};
