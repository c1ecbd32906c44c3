-- Sets the books of one account right by a ledger transaction of its own, once per reference. What
-- the account is off by is the balance less what its entries say.
--
-- To keep the balance, the account gets an entry for what it is off by, and the issuer the opposite
-- one. To restore what the entries say, the account gets both entries, and its balance is changed.
-- Numbers that no entry has are taken by these entries, and by empty ones: the auditor counts.
create or replace function correct_account(
  in_reference text, in_account_id bigint, in_balance numeric, in_frozen numeric,
  in_true_balance numeric, in_true_frozen numeric, in_keep boolean)
  returns table (verdict text, transfer_id bigint)
  language plpgsql
  set lock_timeout = '5s'
  set statement_timeout = 0
as $$
#variable_conflict use_column
declare
  account accounts;
  issuer accounts;
  sums record;
  archived entry_checkpoints;
  moment timestamptz;
  transfer bigint;
  off numeric;
  frozen_off numeric;
  numbers bigint[];
  issuer_owner bigint;
  wanted integer := case when in_keep then 1 else 2 end;
begin
  -- As post_batch locks: the reference, then accounts by id.
  perform pg_advisory_xact_lock(hashtextextended(in_reference, 2));
  select g.transfer_id into transfer from gifts g where g.reference = in_reference;
  if found then
    return query select 'EXISTS'::text, transfer;
    return;
  end if;
  select * into account from accounts where id = in_account_id;
  if not found or in_keep and account.kind = 'ISSUER' then
    return query select 'NOT_ALLOWED'::text, null::bigint;
    return;
  end if;
  if in_keep then
    issuer_owner := case when account.id < 0 then 9000000000000 else 0 end;
    insert into accounts (owner, kind, coin_id) values (issuer_owner, 'ISSUER', account.coin_id)
      on conflict do nothing;
  end if;
  perform from accounts
    where id = in_account_id
       or in_keep and owner = issuer_owner and kind = 'ISSUER' and coin_id = account.coin_id
    order by id for no key update;
  select * into account from accounts where id = in_account_id;
  select * into archived from entry_checkpoints where account_id = in_account_id;
  select coalesce(sum(balance_change), 0) + coalesce(archived.balance, 0) as balance,
         coalesce(sum(frozen_change), 0) + coalesce(archived.frozen, 0) as frozen,
         count(*) + coalesce(archived.entries, 0) as entries,
         coalesce(max(number), archived.entries, 0) as highest
    into sums from entries where account_id = in_account_id and coin_id = account.coin_id;
  off := account.balance - sums.balance;
  frozen_off := account.frozen - sums.frozen;
  if account.balance <> in_balance or account.frozen <> in_frozen
     or sums.balance <> in_true_balance or sums.frozen <> in_true_frozen
     or off = 0 and frozen_off = 0 and sums.entries = account.entries
        and sums.entries = sums.highest then
    return query select 'CHANGED'::text, null::bigint;
    return;
  end if;
  if not in_keep and account.kind not in ('ISSUER', 'BANK')
     and (sums.balance < sums.frozen or sums.frozen < 0) then
    return query select 'NOT_ALLOWED'::text, null::bigint;
    return;
  end if;

  moment := clock_timestamp();
  transfer := order_id_at(moment) + nextval('order_sequence') % 4096;
  select coalesce(array_agg(n order by n), '{}') into numbers
    from generate_series(coalesce(archived.entries, 0) + 1, sums.highest) n
   where sums.entries < sums.highest
     and not exists (select from entries e where e.account_id = in_account_id and e.number = n);
  while cardinality(numbers) < wanted loop
    sums.highest := sums.highest + 1;
    numbers := numbers || sums.highest;
  end loop;
  if in_keep then
    select * into issuer from accounts
      where owner = issuer_owner and kind = 'ISSUER' and coin_id = account.coin_id;
    update accounts set balance = balance - off, entries = entries + 1 where id = issuer.id;
  end if;
  update accounts
     set entries = sums.highest,
         balance = case when in_keep then balance else sums.balance end,
         frozen = case when in_keep then frozen else sums.frozen end
   where id = in_account_id;
  insert into entries (account_id, number, posted_at, transfer_id, coin_id,
                       balance_change, frozen_change)
    select in_account_id, n, moment, transfer, account.coin_id,
           case when place = 1 then off when place = 2 and not in_keep then - off else 0 end,
           case when place = 1 then frozen_off when place = 2 and not in_keep then - frozen_off
                else 0 end
      from unnest(numbers) with ordinality as u (n, place)
    union all
    select issuer.id, issuer.entries + 1, moment, transfer, account.coin_id, - off, 0
     where in_keep;
  insert into gifts (reference, transfer_id) values (in_reference, transfer);
  return query select 'POSTED'::text, transfer;
end $$;
