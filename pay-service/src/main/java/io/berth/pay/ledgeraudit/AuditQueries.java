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
             p.account_id + ceil((select coalesce(max(id), 0) from accounts) * :share)::bigint
               as last
        from audit_progress p for update
      """;

  static final String PROGRESS =
      """
      update audit_progress
         set entries_until = :upto,
             account_id = case when exists (select from accounts where id > :last) then :last
                          else 0 end
      """;

  // Entries are numbered without gaps under their account's lock, so what an account was found to
  // have up to a number stays true. The hour is far more than clocks of a database may go astray;
  // it only keeps old partitions out.
  static final String INCREMENTAL =
      """
      with changed as (
        select a.*, coalesce(c.balance, 0) as known_balance, coalesce(c.frozen, 0) as known_frozen,
               coalesce(c.entries, 0) as known_entries,
               coalesce(c.at - interval '1 hour', '-infinity') as since
          from (select account_id from entries where posted_at >= :since and posted_at < :upto
                union select account_id from audit_findings
                union select id from accounts where id > :after and id <= :last) looked
          join accounts a on a.id = looked.account_id
          left join audited_accounts c on c.account_id = a.id
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
      select a.id, a.owner, a.kind, a.coin_id, a.balance, a.frozen, a.entries,
             coalesce(e.balance, 0) as true_balance, coalesce(e.frozen, 0) as true_frozen,
             coalesce(e.entries, 0) as true_entries
        from accounts a
        full join (select account_id, coin_id, sum(balance_change) as balance,
                          sum(frozen_change) as frozen, count(*) as entries,
                          max(number) as highest
                     from entries group by account_id, coin_id) e
          on e.account_id = a.id and e.coin_id = a.coin_id
       where a.id is null
          or a.balance <> coalesce(e.balance, 0) or a.frozen <> coalesce(e.frozen, 0)
          or a.entries <> coalesce(e.entries, 0) or a.entries <> coalesce(e.highest, 0)
      """;
}
