package io.berth.pay.ledgeraudit;

/** The comparisons. Both return one row per account that is wrong as far as is known. */
public final class AuditQueries {

  private AuditQueries() {}

  // What was posted before "upto" is seen by every later statement: who posts has a transaction id
  // before the moment is taken, and whose transaction has ended is seen. Ten seconds are read twice
  // in case the clock was set back. After a rest, ten minutes of entries are made up for per pass.
  static final String BOUNDS =
      """
      select set_config('enable_seqscan', 'off', true),
             set_config('plan_cache_mode', 'force_custom_plan', true),
             p.entries_until - interval '10 seconds' as since,
             greatest(p.entries_until, least(p.entries_until + interval '10 minutes', (
               select coalesce(min(xact_start), now()) from pg_stat_activity
                where datname = current_database() and backend_xid is not null
                  and pid <> pg_backend_pid()))) as upto,
             p.account_id as after,
             p.account_id + ceil((select greatest(max(id), - min(id), 0) from accounts) * :share)::bigint
               as last
        from audit_progress p for update
      """;

  static final String PROGRESS =
      """
      update audit_progress
         set entries_until = :upto,
             account_id = case when exists (select from accounts where id > :last or id < - :last)
                          then :last else 0 end
      """;

  // Entries are numbered without gaps under their account's lock, so what an account was found to
  // have up to a number stays true. The hour is far more than clocks of a database may go astray;
  // it only keeps old partitions out.
  static final String INCREMENTAL =
      """
      with changed as (
        select a.*, coalesce(c.balance, k.balance, 0) as known_balance,
               coalesce(c.frozen, k.frozen, 0) as known_frozen,
               coalesce(c.entries, k.entries, 0) as known_entries,
               coalesce(c.at - interval '1 hour', '-infinity') as since
          from (select account_id from entries where posted_at >= :since and posted_at < :upto
                union select account_id from audit_findings
                union select id from accounts where id > :after and id <= :last
                -- Accounts of test.
                union select id from accounts where id < - :after and id >= - :last) looked
          join accounts a on a.id = looked.account_id
          left join entry_checkpoints k on k.account_id = a.id
          left join audited_accounts c
            on c.account_id = a.id and c.entries >= coalesce(k.entries, 0)
         where (a.balance, a.frozen, a.entries)
               is distinct from (c.balance, c.frozen, c.entries)),
      summed as (
        select a.id, a.owner, a.kind, a.coin_id, a.balance, a.frozen, a.entries,
               a.known_balance + coalesce(e.balance, 0) as true_balance,
               a.known_frozen + coalesce(e.frozen, 0) as true_frozen,
               a.known_entries + coalesce(e.entries, 0) as true_entries
          from changed a
          cross join lateral (
            select sum(balance_change) as balance, sum(frozen_change) as frozen,
                   count(*) as entries
              from entries
             where account_id = a.id and number > a.known_entries and posted_at >= a.since) e),
      remembered as (
        insert into audited_accounts as old (account_id, balance, frozen, entries, at)
        select id, balance, frozen, entries, clock_timestamp() from summed
         where balance = true_balance and frozen = true_frozen and entries = true_entries
         order by id
        on conflict (account_id) do update
          set balance = excluded.balance, frozen = excluded.frozen, entries = excluded.entries,
              at = excluded.at
          where old.entries <= excluded.entries),
      wrong as (
        select * from summed
         where balance <> true_balance or frozen <> true_frozen or entries <> true_entries),
      found as (
        insert into audit_findings (account_id) select id from wrong on conflict do nothing),
      corrected as (
        delete from audit_findings f
         where not exists (select from wrong where wrong.id = f.account_id))
      select * from wrong
      """;

  public static final String FULL =
      """
      select coalesce(a.id, e.account_id) as id, a.owner, a.kind,
             coalesce(a.coin_id, e.coin_id) as coin_id, a.balance, a.frozen, a.entries,
             coalesce(e.balance, 0) as true_balance, coalesce(e.frozen, 0) as true_frozen,
             coalesce(e.entries, 0) as true_entries
        from accounts a
        full join (select account_id, coin_id, sum(balance) as balance, sum(frozen) as frozen,
                          sum(entries)::bigint as entries, max(highest) as highest
                     from (select account_id, coin_id, sum(balance_change) as balance,
                                  sum(frozen_change) as frozen, count(*) as entries,
                                  max(number) as highest
                             from entries group by account_id, coin_id
                           union all
                           select account_id, coin_id, balance, frozen, entries, entries
                             from entry_checkpoints) known
                    group by account_id, coin_id) e
          on e.account_id = a.id and e.coin_id = a.coin_id
       where a.id is null
          or a.balance <> coalesce(e.balance, 0) or a.frozen <> coalesce(e.frozen, 0)
          or a.entries <> coalesce(e.entries, 0) or a.entries <> coalesce(e.highest, 0)
      """;

  /** Whether a pass is due: none ended lately, or one was asked for, or something new was found. */
  static final String DUE =
      """
      select set_config('statement_timeout', '0', true),
             pg_try_advisory_xact_lock(1635083369, :pass) and (
               not exists (select from audit_passes
                            where kind = :kind
                              and finished_at > clock_timestamp() - make_interval(secs => :seconds))
               or :kind = 'FULL' and (
                 exists (select from audit_requests r
                          where not exists (select from audit_passes
                                             where kind = 'FULL' and started_at > r.requested_at))
                 or exists (select from audit_findings f
                             where not exists (select from audit_passes
                                                where kind = 'FULL' and started_at > f.found_at)))
             ) as due
      """;

  static final String STORE =
      """
      insert into audit_differences (kind, account_id, owner, account_kind, coin_id, balance,
        frozen, entries, true_balance, true_frozen, true_entries)
      values (:kind, :id, :owner, :accountKind, :coinId, :balance, :frozen, :entries,
        :trueBalance, :trueFrozen, :trueEntries)
      on conflict do nothing
      """;

  // Entries of one account by number; a number that is not its own place comes behind a gap.
  static final String FIRST_MISSING =
      """
      update audit_differences d
         set missing_entry = coalesce(
               (select min(place) from (
                  select number, row_number() over (order by number) + coalesce((
                           select k.entries from entry_checkpoints k
                            where k.account_id = d.account_id), 0) as place
                    from entries where account_id = d.account_id) e
                 where number <> place),
               case when d.entries > d.true_entries then d.true_entries + 1 end)
       where kind = 'FULL'
      """;

  // All transactions that do not sum to zero, once; of these the first that explains the account.
  static final String FIRST_BAD_TRANSFER =
      """
      with bad as materialized (
        select transfer_id, coin_id, sum(balance_change) as total from entries
         group by transfer_id, coin_id having sum(balance_change) <> 0
         order by transfer_id limit 1000)
      update audit_differences d
         set transfer_id = (
           select b.transfer_id from bad b
            where b.coin_id = d.coin_id
            order by (b.total = d.true_balance - d.balance) desc nulls last, b.transfer_id limit 1)
       where kind = 'FULL'
      """;

  static final String FINISH =
      """
      insert into audit_passes (kind, started_at, finished_at, differences)
      values (:kind, now(), clock_timestamp(), :differences)
      on conflict (kind) do update
        set started_at = excluded.started_at, finished_at = excluded.finished_at,
            differences = excluded.differences
      """;
}
