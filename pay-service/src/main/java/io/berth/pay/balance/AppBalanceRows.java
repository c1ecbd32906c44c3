package io.berth.pay.balance;

import static io.berth.service.sql.Rows.value;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.balance.StatementOutcome.AppBalance;
import io.berth.api.balance.StatementOutcome.AppBalances;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Access;
import io.berth.pay.access.Amounts;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads balances of apps, divided into what is available and what is not. */
@Repository
class AppBalanceRows {

  private static final String BALANCES =
      """
      select c.code as coin, b.total, b.pending, b.reserved, b.deposit
        from app_balances(:app, :owner, clock_timestamp() - make_interval(days => :days)) b
        join coins c on c.id = b.coin_id
       order by c.id
      """;

  private final DatabaseClient database;
  private final Apps apps;
  private final long days;

  AppBalanceRows(DatabaseClient database, Apps apps, AppBalanceProperties properties) {
    this.database = database;
    this.apps = apps;
    this.days = properties.delay().toDays();
  }

  Mono<Outcome> read(Caller caller) {
    App app = Access.existing(apps, caller);
    return database
        .sql(BALANCES)
        .bind("app", app.appId())
        .bind("owner", app.accounts().adminUid())
        .bind("days", (int) days)
        .map(AppBalanceRows::balance)
        .all()
        .collectList()
        .map(balances -> new AppBalances(app.appId(), days, balances));
  }

  private static AppBalance balance(Readable row) {
    return new AppBalance(
        value(row, "coin", String.class),
        amount(row, "total"),
        amount(row, "pending"),
        amount(row, "reserved"),
        amount(row, "deposit"));
  }

  private static BigDecimal amount(Readable row, String column) {
    return Amounts.canonical(value(row, column, BigDecimal.class));
  }
}
