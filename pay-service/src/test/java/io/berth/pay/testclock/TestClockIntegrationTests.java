package io.berth.pay.testclock;

import static io.berth.pay.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome.Prepaid;
import io.berth.api.testclock.TestClockCommand.MoveOrders;
import io.berth.api.testclock.TestClockOutcome.OrdersMoved;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.TestMode;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@PayServiceTest
class TestClockIntegrationTests {

  private static final long DAY = Duration.ofDays(1).toSeconds();

  @Autowired Merchant merchant;
  @Autowired FakeDid did;

  private final String number = "clock_" + UUID.randomUUID().toString().replace("-", "");
  private TestMode test;
  private TestDatabase database;

  @BeforeEach
  void open(TestDatabase shared) {
    database = shared;
    test = new TestMode(merchant, did).opens(Map.of("usdt", new BigDecimal("10")));
  }

  private OrdersMoved move(long seconds) {
    return (OrdersMoved) merchant.does(new MoveOrders(seconds), TestMode.owner());
  }

  @Test
  void unpaidOrdersExpireAndThoseOfLiveStay() {
    assertThat(merchant.does(merchant.prepay(number, "2"), TestMode.server()))
        .isInstanceOf(Prepaid.class);
    assertThat(merchant.does(merchant.prepay(number, "2"))).isInstanceOf(Prepaid.class);

    assertThat(move(60).expired()).isZero();
    assertThat(test.order(number).status()).isEqualTo(OrderStatus.PENDING);
    assertThat(move(DAY).expired()).isPositive();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> test.order(number).status() == OrderStatus.EXPIRED);
    assertThat(merchant.order(number).status()).isEqualTo(OrderStatus.PENDING);
    // The number may be tried again, and that order has its whole time.
    assertThat(merchant.does(merchant.prepay(number, "2"), TestMode.server()))
        .isInstanceOf(Prepaid.class);
    assertThat(test.order(number).status()).isEqualTo(OrderStatus.PENDING);
  }

  @Test
  void atTheEndOfItsDayTheDayIsReconciledAndLimitsBeginAnew() {
    move(DAY);
    long uid = test.player("usdt", "1");
    assertThat(refusal(test.pays(number + "1", uid, "8"))).isNull();
    assertThat(refusal(test.pays(number + "2", uid, "8"))).isEqualTo(ErrorCode.DAILY_LIMIT_REACHED);

    assertThat(move(DAY).reconciled())
        .isBetween(LocalDate.now(ZoneOffset.UTC).minusDays(1), LocalDate.now(ZoneOffset.UTC));

    assertThat(refusal(test.pays(number + "3", uid, "8"))).isNull();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                database
                    .query(
                        "select state from reconciliations where app_id = '" + TestMode.APP + "'")
                    .contains("TOTALS_ONLY"));
  }

  /** Two halves of a day are one day, whatever the time is. */
  @Test
  void daysEndAlthoughNoMoveIsAsLong() {
    OrdersMoved first = move(DAY / 2);
    OrdersMoved second = move(DAY / 2);

    assertThat(first.reconciled() != null || second.reconciled() != null).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 0, 59, 90 * 86_400 + 1})
  void aClockIsNotMovedBackNorTooFar(long seconds) {
    assertThat(refusal(merchant.does(new MoveOrders(seconds), TestMode.owner())))
        .isEqualTo(ErrorCode.NO_PERMISSION);
  }

  @Test
  void liveHasNoSuchClock() {
    Outcome outcome = merchant.does(new MoveOrders(3600), Merchant.person(1_000_000));

    assertThat(refusal(outcome)).isEqualTo(ErrorCode.NO_PERMISSION);
    assertThatThrownBy(
            () -> database.query("select expired::text from move_test_clock('testapp', 60, 'UTC')"))
        .hasMessageContaining("the clock of testapp is not moved");
  }
}
