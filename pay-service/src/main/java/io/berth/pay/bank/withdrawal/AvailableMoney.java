package io.berth.pay.bank.withdrawal;

import static io.berth.service.sql.Rows.value;

import io.berth.dialect.api.App;
import io.berth.pay.access.Amounts;
import io.berth.pay.appaccount.AppAccounts;
import io.berth.pay.balance.AppBalanceProperties;
import java.math.BigDecimal;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads how much of apps' money can be withdrawn. */
@Repository
class AvailableMoney {

  /** What the main account has of it, less what is asked for and not held yet. */
  private static final String AVAILABLE =
      """
      select c.code, greatest(0, least(b.total - b.pending - b.reserved, a.balance - a.frozen)
          - coalesce(r.amount, 0)) as available
        from app_balances(:app, :owner, clock_timestamp() - make_interval(days => :days)) b
        join coins c on c.id = b.coin_id
        join accounts a on a.owner = :owner and a.kind = 'COIN' and a.coin_id = b.coin_id
        left join (select coin_id, sum(amount) as amount from withdrawals
                    where uid = :owner and state = 'REQUESTED' group by coin_id) r
          on r.coin_id = b.coin_id
      """;

  private final DatabaseClient database;
  private final AppBalanceProperties balances;
  private final AppAccounts accounts;

  AvailableMoney(DatabaseClient database, AppBalanceProperties balances, AppAccounts accounts) {
    this.database = database;
    this.balances = balances;
    this.accounts = accounts;
  }

  /** Completes when money of the app can be moved. */
  Mono<Void> ready(App app) {
    return accounts.ready(app);
  }

  /** By coin code. */
  Mono<Map<String, BigDecimal>> of(App app) {
    return database
        .sql(AVAILABLE)
        .bind("app", app.appId())
        .bind("owner", app.accounts().adminUid())
        .bind("days", (int) balances.delay().toDays())
        .map(
            row ->
                Map.entry(
                    value(row, "code", String.class),
                    Amounts.canonical(value(row, "available", BigDecimal.class))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
