-- The clock of an app of test is moved forward by moving back what it waits for. Returns how many
-- callbacks became due. One whose attempt is under way has its next time set by the result.
create function move_test_clock(in_app_id text, in_seconds bigint) returns bigint
  language plpgsql as $$
declare
  instant constant timestamptz := clock_timestamp();
  due bigint;
begin
  if in_app_id not like 'test:%' or in_seconds not between 60 and 7776000 then
    raise exception 'the clock of % is not moved by % s', in_app_id, in_seconds
      using errcode = 'check_violation';
  end if;
  with moved as (
    update deliveries set due_at = due_at - make_interval(secs => in_seconds)
     where app_id = in_app_id and state = 'PENDING' and lease is null and due_at > instant
    returning due_at)
  select count(*) filter (where due_at <= instant) into due from moved;
  return due;
end $$;
revoke all on function move_test_clock(text, bigint) from public;
grant execute on function move_test_clock(text, bigint) to ${runtime_role};
