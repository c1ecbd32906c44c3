package io.berth.pay.totals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.Command;
import io.berth.api.order.OrderCommand.Kind;
import io.berth.api.order.OrderReference;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand.RedoCallback;
import io.berth.api.order.PaymentOutcome;
import io.berth.api.totals.OrderTotalsCommand.ReadCompanyOrderTotals;
import io.berth.api.totals.OrderTotalsCommand.ReadOrderTotals;
import io.berth.api.totals.OrderTotalsCommand.ReadPlatformOrderTotals;
import io.berth.api.totals.TotalsOutcome.OrderTotal;
import io.berth.api.totals.TotalsOutcome.OrderTotals;
import io.berth.api.totals.TotalsPeriod;
import io.berth.api.totals.TotalsRange;
import io.berth.pay.FakeApps;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.order.Orders;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Tests that every ended order is in the totals once, in each length of slot. */
@PayServiceTest
class OrderTotalsIntegrationTests {

  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  @Autowired Merchant merchant;
  @Autowired Orders orders;
  @Autowired OrderTotalsRows rows;

  private TestDatabase database;
  private TotalsPeriod day;

  @BeforeEach
  void open(TestDatabase testDatabase) {
    database = testDatabase;
    merchant.opens();
    awaitPublished();
    database.execute("delete from order_totals");
    day = TotalsPeriod.until(TotalsRange.DAY, Instant.now().plusSeconds(60));
  }

  private void awaitPublished() {
    await()
        .atMost(MAX_WAIT)
        .until(
            () ->
                database
                    .query("select count(*) from outbox where published_at is null")
                    .contains("0"));
  }

  private OrderTotals reads(Command command) {
    return (OrderTotals) merchant.does(command, Merchant.person(1));
  }

  @Test
  void countsEachEndedOrderOnce() {
    long player = merchant.player("10", 5, 12);
    merchant.pays("total-out", player, "3");
    merchant.charges("total-in", player, "2");
    merchant.returns("total-in", "total-back", null, "1");
    PaymentOutcome.Prepaid open =
        (PaymentOutcome.Prepaid) merchant.does(merchant.prepay("total-off", "5"));
    merchant.does(merchant.prepay("total-open", "6"));
    orders.cancel(open.orderId(), "request-1").block(MAX_WAIT);
    awaitPublished();
    merchant.does(new RedoCallback(new OrderReference.TradeNo("total-in")));
    database.execute("update outbox set published_at = null, republished = republished + 1");
    merchant.charges("total-late", player, "4");
    awaitPublished();

    for (TotalsRange range : TotalsRange.values()) {
      TotalsPeriod period = TotalsPeriod.until(range, Instant.now().plusSeconds(60));
      List<OrderTotal> totals = reads(new ReadOrderTotals(period)).totals();
      assertThat(total(totals, Kind.PAYMENT, OrderStatus.PAID)).isEqualTo("2 of 6, fee 0.06");
      assertThat(total(totals, Kind.PAYMENT, OrderStatus.CANCELLED)).isEqualTo("1 of 5, fee 0.05");
      assertThat(total(totals, Kind.PAYOUT, OrderStatus.PAID)).isEqualTo("1 of 3, fee 0");
      assertThat(total(totals, Kind.RETURN, OrderStatus.PAID)).isEqualTo("1 of 1, fee 0");
      assertThat(totals)
          .allSatisfy(total -> assertThat(total.slot()).isBetween(period.start(), period.end()))
          .noneMatch(total -> total.status() == OrderStatus.PENDING);
      assertThat(reads(new ReadCompanyOrderTotals("testcompany", period)).totals())
          .isEqualTo(totals);
      assertThat(reads(new ReadPlatformOrderTotals(period)).totals()).isEqualTo(totals);
    }
    assertThat(reads(new ReadCompanyOrderTotals("stranger", day)).totals()).isEmpty();
    merchant.changes(FakeApps.app("stranger"));
    assertThat(
            ((OrderTotals)
                    merchant.does(
                        new ReadOrderTotals(day), Merchant.person(1).withApp("stranger", null)))
                .totals())
        .isEmpty();
  }

  private static String total(List<OrderTotal> totals, Kind kind, OrderStatus status) {
    List<OrderTotal> found =
        totals.stream().filter(t -> t.kind() == kind && t.status() == status).toList();
    return found.stream().mapToLong(OrderTotal::orders).sum()
        + " of "
        + sum(found.stream().map(OrderTotal::amount).toList())
        + ", fee "
        + sum(found.stream().map(OrderTotal::fee).toList());
  }

  private static String sum(List<BigDecimal> amounts) {
    return amounts.stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .stripTrailingZeros()
        .toPlainString();
  }

  @Test
  void readsTheBalancesOfTheAppsAccounts() {
    OrderTotals ofApp = reads(new ReadOrderTotals(day));
    assertThat(ofApp.balances())
        .anySatisfy(
            balance -> {
              assertThat(balance.coin()).isEqualTo("usdt");
              assertThat(balance.account()).isEqualTo(AccountKind.COIN);
              assertThat(balance.total())
                  .isEqualByComparingTo(merchant.balance(FakeApps.ADMIN, AccountKind.COIN));
            });
    assertThat(ofApp.since()).isBefore(Instant.now());
    assertThat(reads(new ReadPlatformOrderTotals(day)).balances())
        .anySatisfy(
            balance -> {
              assertThat(balance.account()).isNull();
              assertThat(balance.total()).isGreaterThanOrEqualTo(new BigDecimal("200000"));
            });
  }

  @Test
  void forgetsWhatNoOverviewShows() {
    database.execute(
        """
        insert into order_totals
        select 'forgotten', minutes, now() - age::interval, 1, 'PAYMENT', 'PAID', 1, 1, 0
          from (values (5, '2 hours'), (5, '4 hours'), (60, '61 days'), (60, '63 days'))
            as row (minutes, age)
        """);
    assertThat(Objects.requireNonNull(rows.forget(1000).block(MAX_WAIT))).isEqualTo(2);
    assertThat(database.query("select count(*) from order_totals where app_id = 'forgotten'"))
        .containsExactly("2");
  }
}
