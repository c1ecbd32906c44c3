-- Ends the archiving of a month whose entries are in a file, as the tables' owner: adds them to the
-- checkpoints, notes the file, asks for a full pass of
-- the auditor, and drops the partition. Refuses a file with another number of entries
-- or another sum, and entries with gaps before them.
create or replace function finish_archiving(
  in_month date, in_file text, in_sha256 text, in_entries bigint, in_sums jsonb)
  returns void language plpgsql as $$
declare
  partition constant text := 'entries_' || to_char(in_month, 'YYYYMM');
  sums jsonb;
  counted bigint;
  gap bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('berth partitions', 0));
  if exists (select from archived_months where month >= in_month) then
    raise exception 'a month from % on is archived already', in_month;
  end if;
  -- No other entry comes in meanwhile.
  execute format('lock table public.%I in share row exclusive mode', partition);

  execute format(
    'select coalesce(sum(entries), 0), coalesce(jsonb_object_agg(coin_id, array[balance, frozen]::text[]), ''{}'')
       from (select coin_id, count(*) as entries, trim_scale(sum(balance_change)) as balance,
                    trim_scale(sum(frozen_change)) as frozen
               from public.%I group by coin_id) c', partition)
    into counted, sums;
  if counted <> in_entries or sums <> in_sums then
    raise exception 'the file of % has % entries %, the table % entries %',
      in_month, in_entries, in_sums, counted, sums;
  end if;

  execute format(
    'create temporary table archiving on commit drop as
       select account_id, coin_id, sum(balance_change) as balance, sum(frozen_change) as frozen,
              min(number) as first, max(number) as last, count(*) as entries
         from public.%I group by account_id, coin_id', partition);
  select a.account_id into gap from archiving a left join entry_checkpoints k using (account_id)
   where a.first <> coalesce(k.entries, 0) + 1 or a.last - a.first + 1 <> a.entries limit 1;
  if found then
    raise exception 'entries of account % before % are missing', gap, in_month;
  end if;
  insert into entry_checkpoints as k (account_id, coin_id, balance, frozen, entries)
    select account_id, coin_id, balance, frozen, last from archiving
  on conflict (account_id) do update
    set balance = k.balance + excluded.balance, frozen = k.frozen + excluded.frozen,
        entries = excluded.entries;
  insert into archived_months (month, file, sha256, entries)
    values (in_month, in_file, in_sha256, in_entries);

  insert into audit_requests (requested_at) values (clock_timestamp())
    on conflict (one) do update set requested_at = excluded.requested_at;

  -- Posting waits for this lock, and it waits for whoever reads entries: not for long, then later.
  set local lock_timeout = '2s';
  execute format('alter table public.entries detach partition public.%I', partition);
  execute format('drop table public.%I', partition);
end $$;
revoke all on function finish_archiving(date, text, text, bigint, jsonb) from public;
