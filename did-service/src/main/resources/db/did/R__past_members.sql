-- Remembers for a few days who left a company.
create or replace function member_leaves() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into past_members (company_id, uid, left_at)
    values (old.company_id, old.uid, clock_timestamp())
    on conflict (company_id, uid) do update set left_at = excluded.left_at;
  return null;
end $$;
