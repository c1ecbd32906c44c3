package io.berth.pay.totals;

import static io.berth.service.sql.Rows.value;

import io.berth.api.AccountKind;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderStatus;
import io.berth.api.totals.TotalsOutcome.CoinBalance;
import io.berth.api.totals.TotalsOutcome.OrderTotal;
import io.berth.api.totals.TotalsOutcome.OrderTotals;
import io.berth.api.totals.TotalsPeriod;
import io.berth.pay.access.Amounts;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads totals of orders, and removes those that no overview shows any more. */
@Repository
class OrderTotalsRows {

  /** Stands for all apps together. */
  static final String PLATFORM = "";

  private static final String TOTALS =
      """
      select date_bin(make_interval(secs => :seconds), t.slot, timestamptz 'epoch') as slot,
             c.code as coin, t.kind, t.status, sum(t.orders)::bigint as orders,
             sum(t.amount) as amount, sum(t.fee) as fee
        from order_totals t join coins c on c.id = t.coin_id
       where t.app_id = any(:apps) and t.minutes = :minutes and t.slot >= :from and t.slot < :to
       group by 1, 2, 3, 4
       order by 1, 2, 3, 4
      """;

  private static final String BALANCES =
      """
      select c.code as coin, a.kind, sum(a.balance) as total, sum(a.frozen) as held
        from accounts a join coins c on c.id = a.coin_id
       where a.owner = any(:owners) and a.kind in ('COIN', 'OPEN')
       group by c.id, c.code, a.kind
       order by c.id, a.kind
      """;

  /** All other accounts have together what the issuing and bank accounts lack. */
  private static final String IN_CIRCULATION =
      """
      select c.code as coin, -sum(a.balance) as total
        from accounts a join coins c on c.id = a.coin_id
       where a.owner = 0 and a.kind in ('ISSUER', 'BANK')
       group by c.id, c.code
       order by c.id
      """;

  private static final String FORGET =
      """
      delete from order_totals where ctid = any (array(
        select ctid from order_totals
         where (minutes = 5 and slot < now() - interval '3 hours')
            or (minutes = 60 and slot < now() - interval '62 days')
         limit :step))
      """;

  private final DatabaseClient database;

  OrderTotalsRows(DatabaseClient database) {
    this.database = database;
  }

  Mono<OrderTotals> ofApps(Collection<String> apps, Collection<Long> owners, TotalsPeriod period) {
    return totals(apps, period, balances(owners));
  }

  Mono<OrderTotals> ofPlatform(TotalsPeriod period) {
    return totals(List.of(PLATFORM), period, inCirculation());
  }

  private Mono<OrderTotals> totals(
      Collection<String> apps, TotalsPeriod period, Mono<List<CoinBalance>> balances) {
    return Mono.zip(since(), totals(apps, period), balances)
        .map(all -> new OrderTotals(all.getT1(), all.getT2(), all.getT3()));
  }

  private Mono<Instant> since() {
    return database.sql("select since from order_totals_start").mapValue(Instant.class).one();
  }

  private Mono<List<OrderTotal>> totals(Collection<String> apps, TotalsPeriod period) {
    return database
        .sql(TOTALS)
        .bind("seconds", (double) period.range().slot().toSeconds())
        .bind("apps", apps.toArray(String[]::new))
        .bind("minutes", period.range().keptMinutes())
        .bind("from", period.startBefore().atOffset(ZoneOffset.UTC))
        .bind("to", period.end().atOffset(ZoneOffset.UTC))
        .map(OrderTotalsRows::total)
        .all()
        .collectList();
  }

  private static OrderTotal total(Readable row) {
    return new OrderTotal(
        value(row, "slot", Instant.class),
        value(row, "coin", String.class),
        OrderCommand.Kind.valueOf(value(row, "kind", String.class)),
        OrderStatus.valueOf(value(row, "status", String.class)),
        value(row, "orders", Long.class),
        amount(row, "amount"),
        amount(row, "fee"));
  }

  private Mono<List<CoinBalance>> balances(Collection<Long> owners) {
    return database
        .sql(BALANCES)
        .bind("owners", owners.toArray(Long[]::new))
        .map(
            row ->
                new CoinBalance(
                    value(row, "coin", String.class),
                    AccountKind.valueOf(value(row, "kind", String.class)),
                    amount(row, "total"),
                    amount(row, "held")))
        .all()
        .collectList();
  }

  private Mono<List<CoinBalance>> inCirculation() {
    return database
        .sql(IN_CIRCULATION)
        .map(
            row ->
                new CoinBalance(
                    value(row, "coin", String.class), null, amount(row, "total"), BigDecimal.ZERO))
        .all()
        .collectList();
  }

  private static BigDecimal amount(Readable row, String column) {
    return Amounts.canonical(value(row, column, BigDecimal.class));
  }

  /**
   * Removes some old rows.
   *
   * @return how many
   */
  Mono<Long> forget(int step) {
    return database.sql(FORGET).bind("step", step).fetch().rowsUpdated();
  }
}
