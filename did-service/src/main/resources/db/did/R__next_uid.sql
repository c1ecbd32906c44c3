-- Returns the next free uid: the sequence steps over uids that are taken or reserved.
create or replace function next_uid() returns bigint language plpgsql as $$
declare
  candidate bigint;
begin
  loop
    candidate := nextval('uids');
    exit when not exists (select from accounts where uid = candidate)
      and not exists (select from reserved_uids where uid = candidate);
  end loop;
  return candidate;
end $$;
