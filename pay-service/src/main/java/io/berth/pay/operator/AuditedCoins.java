package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.Fact;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Changes coins for the operator's token, with audit records. */
@Component
class AuditedCoins {
  private final GuardedCoins coins;
  private final AuditedChanges auditedChanges;
  private final DatabaseClient database;

  AuditedCoins(GuardedCoins coins, AuditedChanges auditedChanges, DatabaseClient database) {
    this.coins = coins;
    this.auditedChanges = auditedChanges;
    this.database = database;
  }

  Mono<Outcome> put(PutCoin put, Caller caller) {
    return coins
        .standing(put.id(), put.priceUsdt(), caller)
        .flatMap(
            standing ->
                auditedChanges.write(
                    caller,
                    "coin.put",
                    "coin/" + put.code(),
                    of(put.id()),
                    coins.put(put, standing, "", caller)));
  }

  private Mono<Map<String, Fact>> of(int id) {
    return database
        .sql(
            """
            select code, decimals::text as decimals, price_usdt::text as price_usdt,
              attributes::text as attributes
            from coins where id = :id for no key update
            """)
        .bind("id", id)
        .map(AuditedCoins::facts)
        .one()
        .defaultIfEmpty(Map.of());
  }

  private static Map<String, Fact> facts(Readable row) {
    Map<String, Fact> facts = new TreeMap<>();
    for (String column : List.of("code", "decimals", "price_usdt", "attributes")) {
      String value = row.get(column, String.class);
      if (value != null) {
        facts.put(column, Fact.of(value));
      }
    }
    return facts;
  }
}
