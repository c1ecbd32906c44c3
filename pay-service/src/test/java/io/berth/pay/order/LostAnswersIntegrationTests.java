package io.berth.pay.order;

import static io.berth.pay.Merchant.order;
import static io.berth.pay.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.balance.CoinReference;
import io.berth.api.order.Order;
import io.berth.api.order.OrderReference;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand.ChargeOpenAccount;
import io.berth.api.order.PaymentCommand.ConfirmPrepayment;
import io.berth.api.order.PaymentCommand.OrderChange;
import io.berth.api.order.PaymentCommand.PayUser;
import io.berth.api.order.PaymentCommand.PayUserOnce;
import io.berth.api.order.PaymentCommand.PrepayOnce;
import io.berth.api.order.PaymentCommand.ReadOutcome;
import io.berth.api.order.PaymentCommand.RedoCallback;
import io.berth.api.order.PaymentCommand.ReturnOrder;
import io.berth.api.order.PaymentOutcome;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.LosingAnswers;
import io.berth.pay.LosingAnswers.Line;
import io.berth.pay.LosingAnswers.Loss;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Tests that unknown outcomes are looked up, and never reported as failures. */
@PayServiceTest
@Import(LosingAnswers.class)
class LostAnswersIntegrationTests {

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final CoinReference USDT = new CoinReference.Id(1);
  private static final Map<String, String> NOWHERE = Map.of("server_uri", "wenjing.com/pay.php");

  @Autowired Merchant merchant;
  @Autowired FakeApps apps;
  @Autowired Line line;

  private final String number = "lost_" + NUMBERS.incrementAndGet();
  private long uid;

  @BeforeEach
  void open() {
    merchant.opens();
    uid = merchant.player("100", 5, 12);
  }

  @AfterEach
  void mend() {
    line.next = Loss.NONE;
    apps.complete = true;
  }

  /** Commands that post, with what they need made beforehand. */
  enum Posting {
    PAYOUT,
    OPEN_CHARGE,
    RETURN,
    CONFIRMATION,
    PAYOUT_ONCE
  }

  private OrderChange command(Posting posting) {
    return switch (posting) {
      case PAYOUT ->
          new PayUser(
              number,
              new Subject.Uid(uid),
              "usdt",
              new BigDecimal("3"),
              AccountKind.COIN,
              Map.of());
      case OPEN_CHARGE ->
          new ChargeOpenAccount(
              number,
              new Subject.OpenId(Merchant.openId(uid)),
              "usdt",
              new BigDecimal("3"),
              "token-of-" + uid,
              Map.of());
      case RETURN -> {
        order(merchant.charges(number + "_paid", uid, "10"));
        yield new ReturnOrder(number + "_paid", number, null, new BigDecimal("3"), Map.of());
      }
      case CONFIRMATION -> {
        Order pending = order(does(prepayOnce(), "request-of-the-prepayment"));
        yield new ConfirmPrepayment(pending.id(), number, Long.toString(uid), FakeDid.PASSWORD);
      }
      case PAYOUT_ONCE ->
          new PayUserOnce(
              number, new Subject.Uid(uid), USDT, new BigDecimal("3"), FakeDid.PASSWORD, NOWHERE);
    };
  }

  private PrepayOnce prepayOnce() {
    return new PrepayOnce(
        number, USDT, new BigDecimal("3"), "xyz", "wenjing.com/back.php", 180, NOWHERE);
  }

  private Outcome does(OrderChange command, String requestId) {
    return merchant.does(command, caller(command, requestId));
  }

  private Caller caller(OrderChange command, String requestId) {
    boolean client = command instanceof PrepayOnce || command instanceof ConfirmPrepayment;
    @Nullable Long own = command instanceof PrepayOnce ? (Long) uid : null;
    return Caller.of(client ? Caller.Kind.CLIENT : Caller.Kind.SERVER, requestId)
        .withApp(Merchant.APP, "dragonex")
        .withUid(own)
        .withScopes(client ? FakeApps.ALL_SCOPES : Set.of())
        .withAddress("127.0.0.1");
  }

  private BigDecimal moved(Posting posting, BigDecimal before) {
    return merchant.balance(uid, account(posting)).subtract(before).abs();
  }

  private static AccountKind account(Posting posting) {
    return posting == Posting.OPEN_CHARGE || posting == Posting.RETURN
        ? AccountKind.OPEN
        : AccountKind.COIN;
  }

  private static Order settled(Outcome outcome) {
    return outcome instanceof PaymentOutcome.PaidOut paid ? paid.order() : order(outcome);
  }

  @ParameterizedTest
  @EnumSource
  void reportsAPostedOrderAsPaidThoughTheResponseWasLost(Posting posting) {
    OrderChange command = command(posting);
    BigDecimal before = merchant.balance(uid, account(posting));
    line.next = Loss.AFTER_THE_COMMIT;
    Order paid = settled(does(command, "request-lost-answer"));
    line.next = Loss.NONE;
    assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
    assertThat(paid.tradeNo()).isEqualTo(number);
    assertThat(moved(posting, before)).isEqualByComparingTo("3");
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYOUT", "CONFIRMATION"})
  void reportsAPostedOrderAsPaidThoughNobodyResponds(Posting posting) {
    OrderChange command = command(posting);
    line.next = Loss.SILENT;
    assertThat(settled(does(command, "request-no-answer")).status()).isEqualTo(OrderStatus.PAID);
  }

  @ParameterizedTest
  @EnumSource
  void neverReportsAnUnknownOutcomeAsFailed(Posting posting) {
    OrderChange command = command(posting);
    BigDecimal before = merchant.balance(uid, account(posting));
    line.next = Loss.BEFORE_THE_COMMIT;
    assertThat(refusal(does(command, "request-unknown"))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    line.next = Loss.NONE;
    assertThat(moved(posting, before)).isEqualByComparingTo("0");
    assertThat(settled(does(command, "request-again")).status()).isEqualTo(OrderStatus.PAID);
    assertThat(moved(posting, before)).isEqualByComparingTo("3");
  }

  @ParameterizedTest
  @EnumSource
  void looksUpTheOutcomeWhoseResponseWasLost(Posting posting) {
    OrderChange command = command(posting);
    settled(does(command, "request-on-its-way"));
    Caller same = caller(command, "request-on-its-way");
    assertThat(settled(merchant.does(new ReadOutcome(command), same)).tradeNo()).isEqualTo(number);
  }

  @Test
  void anotherRequestsOrderIsNoOutcomeOfThisOne() {
    OrderChange command = command(Posting.PAYOUT);
    order(does(command, "request-the-first"));
    assertThat(refusal(does(command, "request-the-second"))).isEqualTo(ErrorCode.ORDER_EXISTS);
    line.next = Loss.BEFORE_THE_COMMIT;
    assertThat(refusal(does(command, "request-the-third"))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void reportsAPrepaymentThatWasMadeThoughTheResponseWasLost() {
    line.next = Loss.AFTER_ANOTHER_COMMIT;
    Outcome prepaid = merchant.does(merchant.prepay(number, "4"));
    assertThat(prepaid).isInstanceOf(PaymentOutcome.Prepaid.class);
    assertThat(merchant.order(number).id()).isEqualTo(((PaymentOutcome.Prepaid) prepaid).orderId());

    String once = number;
    line.next = Loss.AFTER_ANOTHER_COMMIT;
    PrepayOnce prepay =
        new PrepayOnce(
            once + "_once", USDT, new BigDecimal("3"), "xyz", "wenjing.com/back.php", 180, NOWHERE);
    Order pending = order(does(prepay, "request-prepays-once"));
    assertThat(pending.status()).isEqualTo(OrderStatus.PENDING);
    assertThat(pending.tradeNo()).isEqualTo(once + "_once");
  }

  @Test
  void reportsAResentCallbackThoughTheResponseWasLost() {
    order(merchant.pays(number, uid, "3"));
    line.next = Loss.AFTER_ANOTHER_COMMIT;
    RedoCallback redo = new RedoCallback(new OrderReference.TradeNo(number));
    assertThat(does(redo, "request-redo")).isEqualTo(new Outcome.Done());
  }

  /** The gateway has read all apps when it passes a command on; this service may be starting. */
  @Test
  void anAppThatWasNotReadYetIsNotSaidToBeMissing() {
    apps.complete = false;
    Caller server = Merchant.server("another", "request-at-start");
    assertThat(refusal(merchant.does(command(Posting.PAYOUT), server)))
        .isEqualTo(ErrorCode.TIMEOUT);
  }
}
