package io.berth.pay.order;

import static io.berth.pay.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand.ReadOutcome;
import io.berth.api.order.SimulatedOutcome;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.TestMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Amounts of test ask for outcomes; those of live do not. */
@PayServiceTest
class SimulatedOutcomesIntegrationTests {

  @Autowired Merchant merchant;
  @Autowired FakeDid did;

  private final String number = "sim_" + UUID.randomUUID().toString().replace("-", "");
  private TestMode test;
  private long uid;

  @BeforeEach
  void open() {
    test = new TestMode(merchant, did).opens(Map.of());
    uid = test.player("usdt", "1");
  }

  @ParameterizedTest
  @CsvSource({"661, BALANCE_TOO_LOW", "661.000, BALANCE_TOO_LOW", "664, PAYING_FROZEN"})
  void aRefusedPayoutMovesNothing(String amount, ErrorCode code) {
    assertThat(refusal(test.pays(number, uid, amount))).isEqualTo(code);

    // The number is free for another attempt.
    assertThat(Merchant.order(test.pays(number, uid, "3")).status()).isEqualTo(OrderStatus.PAID);
  }

  @Test
  void anUnknownOutcomeStaysUnknownAlthoughTheOrderIsPaid() {
    assertThat(refusal(test.pays(number, uid, "663"))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(
            refusal(
                merchant.does(
                    new ReadOutcome(TestMode.payout(number, uid, "663")), TestMode.server())))
        .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);

    assertThat(test.order(number).status()).isEqualTo(OrderStatus.PAID);
  }

  @Test
  void aSlowPaymentIsPaidAfterTwoSeconds() {
    long start = System.nanoTime();

    assertThat(Merchant.order(test.pays(number, uid, "662")).status()).isEqualTo(OrderStatus.PAID);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @EnumSource
  void liveKnowsNoSuchAmounts(SimulatedOutcome outcome) {
    long player = merchant.player("0");

    assertThat(SimulatedOutcome.of(Merchant.APP, outcome.amount())).isNull();
    assertThat(
            Merchant.order(merchant.pays(number, player, outcome.amount().toPlainString()))
                .amount())
        .isEqualByComparingTo(outcome.amount());
    assertThat(
            SimulatedOutcome.of(
                TestMode.APP, outcome.amount().add(BigDecimal.ONE.movePointLeft(2))))
        .isNull();
  }
}
