-- Refuses entries of a transfer that do not sum to zero, or that are of live and of test. They are
-- written by one statement, so that this sees them all.
create or replace function entries_sum_to_zero() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select transfer_id, coin_id, sum(balance_change) as balance into wrong from added
   group by transfer_id, coin_id
  having sum(balance_change) <> 0
      or min(account_id) < 0 and max(account_id) > 0
   limit 1;
  if found and wrong.balance <> 0 then
    raise exception 'entries of transfer % in coin % do not sum to zero',
      wrong.transfer_id, wrong.coin_id using errcode = 'check_violation';
  elsif found then
    raise exception 'transfer % in coin % is between live and test',
      wrong.transfer_id, wrong.coin_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
