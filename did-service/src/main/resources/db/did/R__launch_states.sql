-- Keeps what follows from an app's state, and notes each change of it, whichever way it came.
-- A release that knows nothing of states writes "enabled" alone.
create or replace function keep_launch_state() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if not new.enabled and new.state = 'LIVE' then
      new.state := 'SUSPENDED';
    end if;
    new.former_state := case when new.state = 'SUSPENDED' then 'LIVE' end;
  else
    if new.state = old.state and new.enabled <> old.enabled then
      if old.state = 'SUSPENDED' then
        new.state := old.former_state;
      elsif old.enabled then
        new.state := 'SUSPENDED';
      end if;
    end if;
    if old.state = 'CLOSED' and new.state <> 'CLOSED' then
      raise exception 'a closed app stays closed' using errcode = 'check_violation';
    end if;
    if new.state <> old.state then
      new.former_state := case when new.state = 'SUSPENDED' then
        case when old.enabled then old.state else 'LIVE' end end;
      insert into launch_changes (app_id, from_state, to_state)
        values (new.app_id, old.state, new.state);
    else
      new.former_state := old.former_state;
    end if;
  end if;
  new.enabled := new.state in ('IN_TEST', 'ACCEPTED', 'LIMITED', 'LIVE');
  return new;
end $$;
