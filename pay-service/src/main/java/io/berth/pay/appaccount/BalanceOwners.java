package io.berth.pay.appaccount;

import static io.berth.service.sql.Rows.value;

import io.berth.pay.appaccount.MovePlans.Former;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Sums up the entries of a shared account by owner: each app and the person. */
@Repository
class BalanceOwners {

  /** No app has this id. */
  static final String PERSON = "";

  /** Reads all entries of the account, which may be many. */
  private static final String PATIENT = "set local statement_timeout = 0";

  // A bootstrap file's balances are known by "bootstrap", the app's id or the digest of a mail
  // address behind an @, the kind and the coin; profit shares by "profit" and the app's id. What an
  // operator credited or debited is nobody's.
  private static final String SUMS =
      """
      with own as (
        select e.balance_change, o.id as order_id, o.app_id as order_app,
               string_to_array(g.reference, '/') as parts
          from entries e
          left join orders o on o.id = e.transfer_id
          left join gifts g on g.transfer_id = e.transfer_id
         where e.account_id = :account),
      claimed as (
        select balance_change, case
            when order_id is not null
              then case when order_app = any (:apps) then order_app else '' end
            when parts[1] = 'profit' and cardinality(parts) = 5
              then case when parts[2] = any (:apps) then parts[2] else '' end
            when parts[1] = 'bootstrap' and cardinality(parts) = 4
              then case when parts[2] = any (:apps) then parts[2]
                        when parts[2] like '@%' then '' end
          end as claimant
          from own)
      select claimant, sum(balance_change) as amount from claimed
       where claimant is not null group by claimant
      """;

  private final DatabaseClient database;

  BalanceOwners(DatabaseClient database) {
    this.database = database;
  }

  /** Sums by app id, and the person's by {@link #PERSON}. Runs within the caller's transaction. */
  Mono<Map<String, BigDecimal>> of(Former former, List<String> appIds) {
    return database
        .sql(PATIENT)
        .then()
        .thenMany(
            database
                .sql(SUMS)
                .bind("account", former.accountId())
                .bind("apps", appIds.toArray(String[]::new))
                .map(
                    row ->
                        Map.entry(
                            value(row, "claimant", String.class),
                            value(row, "amount", BigDecimal.class)))
                .all())
        .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
  }
}
