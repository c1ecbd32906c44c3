-- Refuses entries of a transfer that do not sum to zero. They are written by one statement, so that
-- this sees them all.
create or replace function entries_sum_to_zero() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select transfer_id, coin_id into wrong from added
   group by transfer_id, coin_id having sum(balance_change) <> 0 limit 1;
  if found then
    raise exception 'entries of transfer % in coin % do not sum to zero',
      wrong.transfer_id, wrong.coin_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
