-- Deletes some records that are older than in_kept, never any of the last 366 days, and none that is
-- still to be decided or carried out. The service's role may not delete records otherwise.
create or replace function delete_old_records(in_kept interval, in_step integer)
  returns table (name text, deleted bigint)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  before constant timestamptz := now() - greatest(in_kept, interval '366 days');
begin
  delete from audit_log where id = any (array(
    select id from audit_log where at < before order by at limit in_step for update skip locked));
  name := 'audit_log';
  get diagnostics deleted = row_count;
  return next;

  delete from pending_changes where id = any (array(
    select id from pending_changes
     where requested_at < before and state not in ('WAITING', 'CONFIRMED')
     order by requested_at limit in_step for update skip locked));
  name := 'pending_changes';
  get diagnostics deleted = row_count;
  return next;

  delete from adjustments where id = any (array(
    select id from adjustments
     where requested_at < before and state not in ('WAITING', 'APPROVED')
     order by requested_at limit in_step for update skip locked));
  name := 'adjustments';
  get diagnostics deleted = row_count;
  return next;

  delete from disputes where id = any (array(
    select id from disputes
     where decided_at < before order by decided_at limit in_step for update skip locked));
  name := 'disputes';
  get diagnostics deleted = row_count;
  return next;
end $$;
revoke all on function delete_old_records(interval, integer) from public;
grant execute on function delete_old_records(interval, integer) to ${runtime_role};
