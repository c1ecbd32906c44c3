-- What the present epoch adds to the version of every record: 2^20 for each number.
create or replace function epoch_base() returns bigint language sql stable as $$
  select coalesce(max(number), 0) * 1048576 from epochs
$$;

-- Begins an epoch, and returns its number. To be called by the owner after a restore, before
-- did-service starts. Uids that may have been given to people of the time that was undone are skipped:
-- their tokens and sessions must not become somebody else's.
create or replace function begin_epoch(skipped_uids bigint default 100000) returns bigint
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  begun bigint;
begin
  insert into epochs (number)
    select greatest(coalesce(max(number), 0) + 1,
                    (extract(epoch from clock_timestamp())::bigint - 1767225600) / 10)
      from epochs
    returning number into begun;
  perform setval('uids', nextval('uids') + skipped_uids);
  return begun;
end $$;

revoke execute on function begin_epoch(bigint) from public;
