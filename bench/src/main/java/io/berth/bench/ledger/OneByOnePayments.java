package io.berth.bench.ledger;

import java.math.BigDecimal;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Pays by one call of a database function; each call is a transaction. */
final class OneByOnePayments implements Payments {

  private static final String PAY =
      "select bench.pay_one('bench', :trade_no, :payer, :merchant, :amount) as paid";

  private final DatabaseClient database;

  OneByOnePayments(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Mono<Boolean> pay(String tradeNo, long payer, long merchant) {
    return database
        .sql(PAY)
        .bind("trade_no", tradeNo)
        .bind("payer", payer)
        .bind("merchant", merchant)
        .bind("amount", BigDecimal.ONE)
        .map(row -> Objects.requireNonNull(row.get("paid", Boolean.class)))
        .one();
  }
}
