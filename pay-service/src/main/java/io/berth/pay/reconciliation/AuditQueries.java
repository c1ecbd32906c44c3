package io.berth.pay.reconciliation;

/** The comparisons. Both return one row per account that is wrong. */
public final class AuditQueries {

  private AuditQueries() {}

  // Entries are numbered without gaps under their account's lock, so what an account was found to
  // have up to a number stays true. The hour is far more than clocks of a database may go astray;
  // it only keeps old partitions out.
  static final String INCREMENTAL =
      """
      with changed as (
        select a.*, coalesce(c.balance, 0) as known_balance, coalesce(c.frozen, 0) as known_frozen,
               coalesce(c.entries, 0) as known_entries,
               coalesce(c.at - interval '1 hour', '-infinity') as since
          from accounts a left join audited_accounts c on c.account_id = a.id
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
          where old.entries <= excluded.entries)
      select * from summed
       where balance <> true_balance or frozen <> true_frozen or entries <> true_entries
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
